"""By what pages saved from a browser, and PDF files, are known."""

from __future__ import annotations

_HEAD = 2048
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_PDF_WITHIN = 1024


def html(head: bytes) -> float:
    """Say how sure it is that bytes are a page of HTML; UTF-16 is looked at without its zero bytes.

    Systems export tables as a page without its head, and call it a spreadsheet.
    """
    begun = head[:_HEAD].replace(b"\x00", b"").lstrip(_MARKS).lower()
    if begun.startswith((b"<!doctype html", b"<html")) or (begun[:1] == b"<" and b"<html" in begun):
        return 0.6
    bare = begun.startswith((b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div", b"<p>", b"<!--"))
    return 0.55 if bare and (b"<td" in begun or b"</p>" in begun or b"</div>" in begun or b"<br" in begun) else 0.0


def web_archive(head: bytes) -> float:
    """Say how sure it is that bytes are a page with its pictures in one file ([RFC 2557])."""
    begun = head[:_HEAD].lstrip().lower()
    is_mail = begun.startswith((b"mime-version:", b"from:")) and b"multipart/related" in begun
    return 0.9 if is_mail else 0.0


def pdf(head: bytes) -> float:
    """Say how sure it is that a file is a PDF: its mark stands within the first 1,024 bytes ([ISO 32000-1] H.3)."""
    return 0.95 if head.startswith(b"%PDF") else 0.7 if b"%PDF-" in head[:_PDF_WITHIN] else 0.0
