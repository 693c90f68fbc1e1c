"""A stand-in for oslo.i18n: messages stay as they are."""

__limbeck_partial__ = True


class TranslatorFactory:
    def __init__(self, domain, localedir=None):
        self.domain = domain

    @property
    def primary(self):
        return lambda message: message

    @property
    def contextual_form(self):
        return lambda context, message: message

    @property
    def plural_form(self):
        return lambda one, many, count: one if count == 1 else many

    log_info = log_warning = log_error = log_critical = primary


def enable_lazy(enable=True):
    pass


def get_available_languages(domain):
    return ["en_US"]


def translate(obj, desired_locale=None):
    return obj


def install(domain, lazy=False):
    pass
