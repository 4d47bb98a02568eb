/**
 * Tells programs of others what happens to cases, by signed webhooks (Standard Webhooks).
 * Listens to what is recorded, writes what is to be told in the same transaction, and
 * sends it until it arrives or three days are over. Top: uses the ground, and the mail
 * that tells administrators when an endpoint stays silent.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "correspondence" })
@NullMarked
package org.followthrough.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
