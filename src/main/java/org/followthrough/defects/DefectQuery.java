package org.followthrough.defects;

import org.jspecify.annotations.Nullable;

/**
 * Which defects to list, newest first. Each part narrows; null doesn't.
 *
 * @param state how far they are
 * @param severity how severe they are
 * @param before only defects with a smaller id: where the page before ended
 */
public record DefectQuery(Defect.@Nullable State state, @Nullable String severity, @Nullable Long before) {
}
