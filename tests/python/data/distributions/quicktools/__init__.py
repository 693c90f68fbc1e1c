class Plugin:
    def first():
        return "the first plugin"
