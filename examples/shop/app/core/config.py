from typing import List, Optional

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Everything that differs between machines; the file .env has it."""

    APP_NAME: str = "Shop"
    DEBUG: bool = False
    DATABASE_URL: str = "sqlite:///./fallback.db"
    POOL_SIZE: int = 5
    ALLOWED_HOSTS: List[str] = ["localhost"]
    SENTRY_DSN: Optional[str] = None

    class Config:
        env_file = ".env"
        case_sensitive = True


settings = Settings()
