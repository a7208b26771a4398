"""One frozen settings object: defaults < evidence.toml < environment < flags."""

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from evidence.egress import Egress
from evidence.errors import UsageError


class Settings(BaseSettings):
    """Everything that can be set. Names in the environment carry the prefix EVIDENCE_, but for NCBI_API_KEY."""

    model_config = SettingsConfigDict(env_prefix="EVIDENCE_", frozen=True, extra="forbid")

    library: Path = Path(platformdirs.user_data_dir("evidence")) / "library"
    sources: Path | None = None  # the source list; by default the library's own sources.toml, else the one that ships
    embedder: str = "minilm"  # a name in indexers.embedders.EMBEDDERS, or "none"
    fusion: Literal["min-max", "rrf"] = "min-max"  # the names in indexers.fusion.FUSIONS
    egress_sources: Egress = "any"
    egress_models: Egress = "offline"
    eutils_url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"  # base address of the E-utilities
    email: str = ""  # sent with every request to the E-utilities, as NCBI asks for; "" sends none
    ncbi_api_key: str = Field("", validation_alias="ncbi_api_key", repr=False)  # a secret: in no log and no message
    model: str = ""  # of `evidence check --judge model`, as the server knows it
    openai_base_url: str = Field("", validation_alias="openai_base_url")  # of a compatible server; by default OpenAI's
    openai_api_key: str = Field("", validation_alias="openai_api_key", repr=False)  # a secret
    batch: int = Field(20_000, ge=1)  # documents in a commit: fewer take less memory, about 5 KB each, and more time
    debug: bool = False  # show a traceback with an error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then evidence.toml, then defaults."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(config: Path | None = None, library: Path | None = None) -> Settings:
    """The settings in force. Raises UsageError that names the setting that is wrong."""
    if config is not None and not config.is_file():
        raise UsageError(f"There is no configuration file {config}.")
    file = config or Path("evidence.toml")
    made = type("Settings", (Settings,), {"model_config": SettingsConfigDict(toml_file=file)})
    try:
        return made(**({} if library is None else {"library": library}))  # type: ignore[no-any-return]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise UsageError(
                f"There is no setting {name} in this version. Settings: {', '.join(Settings.model_fields)}."
            ) from error
        raise UsageError(f"The setting {name} is not understood: {first['msg']}.") from error
    except ValueError as error:  # a TOML file that does not parse
        raise UsageError(f"{file} cannot be read: {error}.") from error
