/**
 * Every word between a customer and us: messages and notes, the outbox, the mailbox.
 * Step: uses the ground and the core, and tells the journey when a word arrived.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "scan", "customers", "teams", "cases" })
@NullMarked
package org.followthrough.correspondence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
