package org.followthrough.defects;

import java.time.Instant;

/**
 * A case that hangs on a defect.
 *
 * @param id row
 * @param defectId the defect
 * @param caseId the case
 * @param linkedBy who said so
 * @param linkedAt when
 */
public record DefectCase(long id, long defectId, long caseId, String linkedBy, Instant linkedAt) {
}
