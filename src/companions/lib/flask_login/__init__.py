"""A stand-in for Flask-Login: what models inherit from it."""

__limbeck_partial__ = True


class UserMixin:
    __hash__ = object.__hash__

    @property
    def is_active(self):
        return True

    @property
    def is_authenticated(self):
        return self.is_active

    @property
    def is_anonymous(self):
        return False

    def get_id(self):
        try:
            return str(self.id)
        except AttributeError:
            raise NotImplementedError("No `id` attribute - override `get_id`") \
                from None

    def __eq__(self, other):
        if isinstance(other, UserMixin):
            return self.get_id() == other.get_id()
        return NotImplemented


class AnonymousUserMixin:
    is_authenticated = is_active = False
    is_anonymous = True

    def get_id(self):
        return None


def login_required(function):
    return function
