/**
 * The history that every change of state leaves behind: one entry each, written in the
 * same transaction, chained so that a later change shows. Ground: needs the clock and the
 * actor, and nothing of what it records.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web" })
@NullMarked
package org.followthrough.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
