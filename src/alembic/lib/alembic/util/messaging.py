"""What commands say."""

from . import err, format_as_comma, msg, obfuscate_url_pw, status, warn, warn_deprecated, \
    write_outstream
