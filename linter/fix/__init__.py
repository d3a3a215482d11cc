"""Mending what checks offer a fix for: never a number, never what would lead to another finding."""
