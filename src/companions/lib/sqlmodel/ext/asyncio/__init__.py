"""sqlmodel.ext.asyncio"""
