"""Test cases whose methods are coroutines; each runs in place."""

import asyncio
import inspect

from unittest.case import TestCase


class IsolatedAsyncioTestCase(TestCase):
    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, function, /, *args, **kwargs):
        self.addCleanup(function, *args, **kwargs)

    async def enterAsyncContext(self, manager):
        value = await type(manager).__aenter__(manager)
        self.addAsyncCleanup(type(manager).__aexit__, manager, None, None, None)
        return value

    def _call(self, function, *args, **kwargs):
        made = function(*args, **kwargs)
        if inspect.isawaitable(made):
            async def wait():
                return await made
            made = asyncio.run(wait())
        return made

    def _set_up(self):
        self.setUp()
        self._call(self.asyncSetUp)

    def _tear_down(self):
        self._call(self.asyncTearDown)
        self.tearDown()
