[tool.alembic]

# The migration environment: env.py, script.py.mako and versions/.
# %(here)s is the folder of this file; any other % is written twice.
script_location = "${script_location}"

# The names of new revision files. Tokens: rev, slug, epoch, year, month, day,
# hour, minute, second.
# file_template = "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s"

# Where env.py's imports are looked for, before everything else.
prepend_sys_path = [
    "."
]

# The time zone of dates in new files; local time without it.
# timezone = "Europe/Berlin"

# The longest slug in a file name.
# truncate_slug_length = 40

# Run env.py for every `revision`, not only with --autogenerate.
# revision_environment = false

# Accept revisions of which only the compiled file exists.
# sourceless = false

# Where revision files lie, if not in script_location/versions.
# version_locations = [
#    "%(here)s/alembic/versions",
#    "%(here)s/foo/bar"
# ]

# Look into subfolders of the version locations.
# recursive_version_locations = false

# The encoding of new revision files.
# output_encoding = "utf-8"

# Programs that run on each new revision file.
# [[tool.alembic.post_write_hooks]]
# name = "black"
# type = "console_scripts"
# entrypoint = "black"
# options = "-l 79 REVISION_SCRIPT_FILENAME"
#
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "exec"
# executable = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
