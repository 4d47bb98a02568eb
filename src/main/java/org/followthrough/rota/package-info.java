/**
 * The rota: who of the engineers is on support, by week and team, who stands in for
 * whoever is away, and what becomes of open escalations when that changes. Core: uses the
 * ground, and the teams for the hours by which their weeks turn. What an escalation is,
 * it doesn't know; those who do implement {@link org.followthrough.rota.OpenEscalations}.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "teams" })
@NullMarked
package org.followthrough.rota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
