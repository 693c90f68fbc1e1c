"""Commands of an application: they can be declared, and are not run."""

__limbeck_partial__ = True


class Command:
    """What a function is as a command; it can be called as it was."""

    def __init__(self, function, name=None):
        self.callback = function
        self.name = name or getattr(function, "__name__", None)
        self.__doc__ = getattr(function, "__doc__", None)
        self.params = []
        self.commands = {}

    def __call__(self, *args, **options):
        return self.callback(*args, **options)

    def _declare(self, *args, **options):
        def add(function):
            made = Command(function, next(
                (one for one in args if isinstance(one, str)), None))
            self.commands[made.name] = made
            return made
        if len(args) == 1 and callable(args[0]) and not options:
            return add(args[0])
        return add

    command = group = _declare

    def add_command(self, command, name=None):
        self.commands[name or getattr(command, "name", None)] = command

    def result_callback(self, *args, **options):
        return lambda function: function


class AppGroup(Command):
    def __init__(self, name=None, commands=None, **options):
        Command.__init__(self, None, name)
        self.commands.update(commands or {})


class FlaskGroup(AppGroup):
    def __init__(self, *args, create_app=None, **options):
        AppGroup.__init__(self, options.get("name"))
        self.create_app = create_app


class ScriptInfo:
    def __init__(self, app_import_path=None, create_app=None, *args,
                 **options):
        self.app_import_path = app_import_path
        self.create_app = create_app
        self.data = {}

    def load_app(self):
        from flask.globals import the_app
        return self.create_app() if self.create_app else the_app()


def with_appcontext(function):
    return function


def load_dotenv(path=None, load_defaults=True):
    from dotenv import load_dotenv as load
    return any([load(file) for file in ([path] if path else
                                        [".env", ".flaskenv"])])
