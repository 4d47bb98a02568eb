/**
 * Where people and programs meet a case: the REST interface, the pages for those who work
 * here and the page of the customer, the case beside the form in Tasklist. Top: puts
 * together what core, steps and journey offer, and holds no rule of its own.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "scan", "customers",
		"products", "teams", "cases", "defects", "correspondence", "promises", "escalation", "verification", "signoff",
		"review", "trackers", "journey" })
@NullMarked
package org.followthrough.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
