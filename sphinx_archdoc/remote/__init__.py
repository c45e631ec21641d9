"""Where catalogues come from: files, folders, revisions of a repository, and addresses.

:mod:`.sources` reads any of them, :mod:`.fetching` asks servers, and :mod:`.limits` bounds what both accept.
Only a local folder with ``conf.py``, or one of a revision of the local repository, is built, and so its
``conf.py`` run; nothing of a file or an address is.
"""
