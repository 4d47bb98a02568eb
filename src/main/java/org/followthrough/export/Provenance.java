package org.followthrough.export;

import java.time.Instant;

import org.followthrough.proof.Checkpoint;

/**
 * What each export says of itself.
 *
 * @param which the query
 * @param madeAt its time
 * @param madeBy who took it along
 * @param rests the checkpoint of the audit that it rests on: what is recorded later may
 * or may not be in it
 */
record Provenance(CaseSelection which, Instant madeAt, String madeBy, Checkpoint rests) {
}
