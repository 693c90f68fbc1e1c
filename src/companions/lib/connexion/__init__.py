"""A stand-in for connexion: the Flask application that its own one wraps."""

__limbeck_partial__ = True


class App:
    def __init__(self, import_name, *args, **options):
        from flask import Flask
        self.import_name = import_name
        self.app = Flask(import_name, **options.get("server_args") or {})

    def add_api(self, *args, **options):
        return None

    def add_middleware(self, *args, **options):
        return None

    def add_error_handler(self, *args, **options):
        return None

    def add_url_rule(self, *args, **options):
        return None

    def route(self, rule, **options):
        return lambda function: function


FlaskApp = App
