"""sqlmodel.ext"""
