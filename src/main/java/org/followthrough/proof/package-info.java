/**
 * The proof that the history is as it was written: a log of where each stream of the
 * audit ended, its signed checkpoints, which are kept outside the database too, exports
 * of entries, and the program that checks an export without us.
 */
@ApplicationModule(allowedDependencies = { "audit", "database", "identity", "time", "web" })
@NullMarked
package org.followthrough.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
