package io.dayside.archive;

/** Searches the index; no object is opened. */
public interface ArchiveSearch {

    /**
     * Sees only what the running scope does. Studies come newest first, their series and instances by number; patients
     * by identifier.
     *
     * @throws UnusableQuery for keys that cannot be matched, and where the search takes too long
     */
    SearchResult search(ArchiveQuery query) throws UnusableQuery;
}
