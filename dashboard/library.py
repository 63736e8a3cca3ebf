"""Uploads and the list of files: what came in, what did not, and why."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Protocol

import streamlit as st

from errors import CitegraphError
from evidence.model import FileRecord, FileStatus
from ingest import IngestReport, readable_suffixes
from workspace import Workspace

MAX_FILES, MAX_BYTES = 200, 200_000_000
"""Of one upload; a session may bring as many bytes in all."""
BROUGHT = "uploaded_bytes"
STATUS_WORDS = {
    FileStatus.INGESTED: "in the graph",
    FileStatus.SKIPPED: "left out",
    FileStatus.FAILED: "could not be read",
}


class Upload(Protocol):
    """A file as Streamlit hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """The bytes."""
        ...


def upload_box(workspace: Workspace) -> None:
    """Takes text files in, with a progress bar and a list of what became of each."""
    with st.form("upload", clear_on_submit=True, border=True):
        uploads = st.file_uploader(
            "Documents to read",
            accept_multiple_files=True,
            key="upload_files",
            type=list(readable_suffixes()),
        )
        if not st.form_submit_button("Read them", type="primary") or not uploads:
            return
    brought = int(st.session_state.get(BROUGHT, 0))
    problem = too_much(uploads, brought)
    if problem:
        st.error(problem)
        return
    st.session_state[BROUGHT] = brought + sum(upload.size for upload in uploads)
    report = _read(workspace, uploads)
    if report:
        st.session_state.upload_report = report
        st.rerun()


def upload_report() -> None:
    """What became of the last upload, until the next."""
    report = st.session_state.get("upload_report")
    if not isinstance(report, IngestReport):
        return
    words = [f"{report.n_ingested} read", f"{report.n_claims:,} statements found"]
    if report.n_unchanged:
        words.append(f"{report.n_unchanged} there already")
    if report.n_skipped:
        words.append(f"{report.n_skipped} left out")
    if report.n_failed:
        words.append(f"{report.n_failed} could not be read")
    (st.warning if report.n_failed else st.success)(f"{', '.join(words)}.")
    for file in report.files:
        if file.status is not FileStatus.INGESTED:
            st.text(f"{file.name}: {STATUS_WORDS[file.status]}: {file.reason}")


def safe_name(name: str) -> str:
    """Name under which an upload is kept: its last part, without control characters.

    The name is never used as a path; this keeps it readable in lists and exports.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    return kept[-120:] or "upload.txt"


def distinct(names: Sequence[str]) -> list[str]:
    """The names with a number added where one came before: "a.txt", "a (2).txt"."""
    found: list[str] = []
    for name in names:
        number, path = 2, PurePosixPath(name)
        while name in found:
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        found.append(name)
    return found


def too_much(uploads: Sequence[Upload], brought: int = 0) -> str:
    """Why an upload is refused as a whole; empty if it is not.

    Args:
        uploads: All files.
        brought: Bytes that this session brought before.
    """
    if len(uploads) > MAX_FILES:
        return f"{len(uploads)} files at once are too many; up to {MAX_FILES} go."
    size = sum(upload.size for upload in uploads)
    if size > MAX_BYTES:
        return f"{size / 1e6:.0f} MB at once are too much; up to {MAX_BYTES / 1e6:.0f} MB go."
    if size + brought > MAX_BYTES:
        return (
            f"This session brought {brought / 1e6:.0f} MB; up to {MAX_BYTES / 1e6:.0f} MB go. "
            "Use the command ingest for more."
        )
    return ""


def _read(workspace: Workspace, uploads: Sequence[Upload]) -> IngestReport | None:
    bar = st.progress(0.0, "Loading the language model …")

    def progress(done: int, total: int, _name: str) -> None:
        bar.progress(done / max(total, 1), f"{done} of {total} files read")

    try:
        names = distinct([safe_name(upload.name) for upload in uploads])
        files = [(n, upload.getvalue()) for n, upload in zip(names, uploads, strict=True)]
        return workspace.ingest_bytes(files, progress=progress)
    except CitegraphError as error:
        bar.empty()
        st.error("The files could not be read.")
        st.text(str(error))
        return None


def rows_of(files: Sequence[FileRecord], workspace: Workspace) -> list[dict[str, object]]:
    """One row for each file ever offered, those that failed first; "id" is the document's."""
    kg = workspace.graph()
    documents = {document.id: document for document in kg.evidence.documents}
    number = {lineage.id: place for place, lineage in enumerate(kg.lineages, start=1)}
    order = {FileStatus.FAILED: 0, FileStatus.SKIPPED: 1, FileStatus.INGESTED: 2}
    rows: list[dict[str, object]] = []
    for file in sorted(files, key=lambda file: (order[file.status], file.name, file.path)):
        document = documents.get(file.document_id or "")
        rows.append(
            {
                "id": document.id if document else None,
                "Document": (document.title if document else "") or file.name,
                "Status": STATUS_WORDS[file.status],
                "Reason": file.reason,
                "Publisher": document.source if document else "",
                "Published": document.published if document else None,
                "Source": number.get(kg.lineage_of.get(document.id, "")) if document else None,
                "File": file.name,
                "Length": len(document.text) if document else None,
            }
        )
    return rows
