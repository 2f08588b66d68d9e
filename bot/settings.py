"""What the environment and .env say; every setting is described in .env.example."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.i18n import LANGUAGES
from bot.secret_files import with_secrets
from storage.address import understood
from storage.backups import Shelf

_TOKEN = re.compile(r"\d{1,18}:[A-Za-z0-9_-]{3,}")
NO_BACKUPS = "none"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True)

    bot_token: SecretStr | None = None
    bot_token_file: Path | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/kept.db"
    database_url_file: Path | None = None
    database_pool: int = Field(8, ge=3, le=100)
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_secret_file: Path | None = None
    webhook_listen: str = "127.0.0.1:8080"
    health_listen: str = ""
    messages_per_second: float = Field(30.0, gt=0, le=1000)
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.CONSOLE
    default_language: str = "en"
    keep_raw_days: int = Field(7, ge=1, le=365)
    backup_folder: str = ""
    backup_recipient: str = ""
    backup_identity_file: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def secrets_from_files(cls, given: dict[str, Any]) -> dict[str, Any]:
        return with_secrets(given)

    @field_validator("bot_token")
    @classmethod
    def is_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            message = "is not a token as @BotFather gives it (digits, a colon, letters)"
            raise ValueError(message)
        return token

    @field_validator("webhook_secret")
    @classmethod
    def is_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            message = "must be 1 to 256 of A-Z, a-z, 0-9, _ and -"
            raise ValueError(message)
        return secret

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def is_http(cls, url: str | None) -> str | None:
        parts = urlsplit(url or "http://unset")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = "must be an http(s) address"
            raise ValueError(message)
        return url and url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def is_known_database(cls, url: str) -> str:
        return understood(url)

    @field_validator("health_listen")
    @classmethod
    def is_for_this_machine(cls, listen: str) -> str:
        """A port alone is open to this machine alone."""
        return f"127.0.0.1:{listen}" if listen and ":" not in listen else listen

    @field_validator("webhook_listen", "health_listen")
    @classmethod
    def is_address(cls, listen: str) -> str:
        host, _colon, port = listen.rpartition(":")
        if listen and (not host or not port.isdigit() or int(port) > 65535):
            message = "must be host:port"
            raise ValueError(message)
        return listen

    @field_validator("log_level")
    @classmethod
    def is_level(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            message = "must be DEBUG, INFO, WARNING or ERROR"
            raise ValueError(message)
        return level.upper()

    @field_validator("default_language")
    @classmethod
    def is_spoken(cls, language: str) -> str:
        if language not in LANGUAGES:
            message = f"must be one of {', '.join(LANGUAGES)}"
            raise ValueError(message)
        return language

    @field_validator("backup_recipient")
    @classmethod
    def is_recipient(cls, recipient: str) -> str:
        if recipient and not recipient.startswith("age1"):
            message = "must be a public key of age (age1…)"
            raise ValueError(message)
        return recipient

    @model_validator(mode="after")
    def webhook_has_secret(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            message = "WEBHOOK_SECRET must be set together with WEBHOOK_URL"
            raise ValueError(message)
        return self

    @property
    def shelf(self) -> Shelf | None:
        """Where copies of the file are kept; none with PostgreSQL, or where none are wanted."""
        file = self.database_file
        if file is None or self.backup_folder.lower() == NO_BACKUPS:
            return None
        return Shelf(file, Path(self.backup_folder or file.parent / "backups"), self.backup_recipient)

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, where the base is one."""
        scheme, _slashes, path = self.database_url.partition(":///")
        return Path(path) if scheme.startswith("sqlite") else None
