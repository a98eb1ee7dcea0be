package io.dayside.archive;

import io.dayside.dicom.data.Attributes;
import java.util.List;

/**
 * One page of matches, each with all that the index holds of it and of the levels above.
 *
 * @param more whether further matches follow
 * @param ignoredKeys tags with values that the index cannot match, which matched everything
 */
public record SearchResult(List<Attributes> matches, boolean more, List<Integer> ignoredKeys) {}
