"""Tests over random data run on their examples only."""


class _Strategies:
    def __getattr__(self, name):
        return lambda *args, **kwargs: _Strategy()


class _Strategy:
    def __getattr__(self, name):
        return lambda *args, **kwargs: _Strategy()

    def __or__(self, other):
        return self


class _Hypothesis:
    strategies = _Strategies()

    @staticmethod
    def given(*args, **kwargs):
        def decorate(function):
            def run(self):
                for one_args, one_kwargs in getattr(run, "examples", ()):
                    function(self, *one_args, **one_kwargs)
            run.examples = getattr(function, "examples", [])
            return run
        return decorate

    @staticmethod
    def example(*args, **kwargs):
        def decorate(function):
            function.__dict__.setdefault("examples", []).append((args, kwargs))
            return function
        return decorate

    @staticmethod
    def assume(condition):
        return bool(condition)

    @staticmethod
    def settings(*args, **kwargs):
        return lambda function: function

    register_random = staticmethod(lambda random: None)


hypothesis = _Hypothesis()
