"""The languages that MEDLINE codes, by name, for articles that are not in English."""

from evidence.model import Document
from evidence.report import CitedDocument

# ISO 639-2/B, as MEDLINE has it
NAMES = {
    "afr": "Afrikaans", "alb": "Albanian", "ara": "Arabic", "arm": "Armenian", "aze": "Azerbaijani", "bos": "Bosnian",
    "bul": "Bulgarian", "cat": "Catalan", "chi": "Chinese", "cze": "Czech", "dan": "Danish", "dut": "Dutch",
    "est": "Estonian", "fin": "Finnish", "fre": "French", "geo": "Georgian", "ger": "German", "gre": "Greek",
    "heb": "Hebrew", "hin": "Hindi", "hrv": "Croatian", "hun": "Hungarian", "ice": "Icelandic", "ind": "Indonesian",
    "ita": "Italian", "jpn": "Japanese", "kor": "Korean", "lav": "Latvian", "lit": "Lithuanian", "mac": "Macedonian",
    "may": "Malay", "nor": "Norwegian", "per": "Persian", "pol": "Polish", "por": "Portuguese", "rum": "Romanian",
    "rus": "Russian", "slo": "Slovak", "slv": "Slovenian", "spa": "Spanish", "srp": "Serbian", "swe": "Swedish",
    "tha": "Thai", "tur": "Turkish", "ukr": "Ukrainian", "vie": "Vietnamese",
}  # fmt: skip


def languages_of(document: Document | CitedDocument) -> list[str]:
    """Names of the article's languages; none where English is among them, or where they are not known."""
    codes = [code.lower() for code in document.languages]
    return [] if "eng" in codes else [NAMES[code] for code in codes if code in NAMES]
