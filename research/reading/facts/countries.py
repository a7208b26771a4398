"""Names of countries as articles write them. Not the whole world: names that are also everyday words are left out."""

COUNTRIES = (
    "Afghanistan", "Albania", "Algeria", "Angola", "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Bahrain",
    "Bangladesh", "Belarus", "Belgium", "Benin", "Bhutan", "Bolivia", "Bosnia and Herzegovina", "Botswana", "Brazil", "Brunei",
    "Bulgaria", "Burkina Faso", "Burundi", "Cambodia", "Cameroon", "Canada", "Chile", "China", "Colombia", "Costa Rica",
    "Croatia", "Cuba", "Cyprus", "Czech Republic", "Czechia", "Denmark", "Dominican Republic", "Ecuador", "Egypt", "El Salvador",
    "England", "Estonia", "Eswatini", "Ethiopia", "Finland", "France", "Gabon", "The Gambia", "Germany", "Ghana", "Greece",
    "Guatemala", "Guinea-Bissau", "Haiti", "Honduras", "Hong Kong", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq",
    "Ireland", "Israel", "Italy", "Ivory Coast", "Jamaica", "Japan", "Jordan", "Kazakhstan", "Kenya", "Korea", "Kosovo", "Kuwait",
    "Kyrgyzstan", "Laos", "Latvia", "Lebanon", "Lesotho", "Liberia", "Libya", "Lithuania", "Luxembourg", "Madagascar", "Malawi",
    "Malaysia", "Mali", "Malta", "Mauritania", "Mexico", "Moldova", "Mongolia", "Montenegro", "Morocco", "Mozambique", "Myanmar",
    "Namibia", "Nepal", "New Zealand", "Nicaragua", "Nigeria", "North Macedonia", "Northern Ireland", "Norway", "Oman", "Pakistan",
    "Palestine", "Panama", "Papua New Guinea", "Paraguay", "People's Republic of China", "Peru", "Philippines", "Poland", "Portugal",
    "Puerto Rico", "Qatar", "Republic of Korea", "Romania", "Russia", "Rwanda", "Saudi Arabia", "Scotland", "Senegal", "Serbia",
    "Sierra Leone", "Singapore", "Slovakia", "Slovenia", "Somalia", "South Africa", "South Korea", "Spain", "Sri Lanka", "Sudan",
    "Sweden", "Switzerland", "Syria", "Taiwan", "Tanzania", "Thailand", "The Netherlands", "Netherlands", "Timor-Leste", "Togo",
    "Trinidad and Tobago", "Tunisia", "Turkey", "Türkiye", "Uganda", "Ukraine", "United Arab Emirates", "United Kingdom",
    "United States of America", "United States", "Uruguay", "USA", "UK", "U.S.A.", "Uzbekistan", "Venezuela", "Vietnam",
    "Viet Nam", "Wales", "Yemen", "Zambia", "Zimbabwe",
)  # fmt: skip
NATIONS = (
    "American", "Australian", "Austrian", "Bangladeshi", "Belgian", "Brazilian", "British", "Canadian", "Chinese", "Danish", "Dutch",
    "Egyptian", "English", "Ethiopian", "Finnish", "French", "German", "Ghanaian", "Greek", "Hungarian", "Icelandic", "Indian",
    "Indonesian", "Iranian", "Irish", "Israeli", "Italian", "Japanese", "Kenyan", "Korean", "Malawian", "Malaysian", "Mexican",
    "Nepalese", "Nigerian", "Norwegian", "Pakistani", "Polish", "Portuguese", "Saudi", "Scottish", "South African", "South Korean",
    "Spanish", "Swedish", "Swiss", "Taiwanese", "Tanzanian", "Thai", "Tunisian", "Turkish", "Ugandan", "Vietnamese", "Zambian",
)  # fmt: skip
