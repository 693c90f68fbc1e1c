"""Config.file_config: the ini as configparser shows it."""

from configparser import ConfigParser


class FileConfig(ConfigParser):
    """A parser whose changes reach the Config it was made for."""

    def __init__(self, config, defaults, sections):
        super().__init__()
        # As a file is read: raw, whatever stands in it.
        self._defaults.update(defaults)
        for name, values in sections.items():
            self.add_section(name)
            self._sections[name].update(values)
        self._config = config

    def keep(self, section, option, value):
        """What the Config was told meanwhile."""
        if not self.has_section(section):
            self.add_section(section)
        self._sections[section][self.optionxform(option)] = value

    def set(self, section, option, value=None):
        super().set(section, option, value)
        self._config._set_raw(section, option, value)

    def remove_option(self, section, option):
        existed = super().remove_option(section, option)
        if existed:
            self._config._remove_raw(section, option)
        return existed
