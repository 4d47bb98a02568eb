/**
 * What auditors look for: cases by anything that is known of them, samples of these, and
 * answers to questions that auditors always ask. It keeps what can be searched up with
 * the histories, a few seconds behind, and changes nothing else. Top: uses what core and
 * journey know of a case, and reads the audit and the tables of the steps with SQL of its
 * own.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases",
		"promises", "journey", "history" })
@NullMarked
package org.followthrough.inquiry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
