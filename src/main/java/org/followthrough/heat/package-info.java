/**
 * Where cases wait in the diagrams, and which ways they take, counted from their
 * histories. Top, below the studio that shows it: uses the journey for what the diagrams
 * were like, and reads the tables of the core and the audit with SQL of its own, without
 * changing them.
 */
@ApplicationModule(allowedDependencies = { "time", "database", "journey" })
@NullMarked
package org.followthrough.heat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
