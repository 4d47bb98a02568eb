/**
 * The review of replies: by a team's rules a second pair of eyes reads what is written to
 * a customer before it goes, for as long as no promise needs it. Step: uses the ground
 * and the core, and of the other steps the correspondence, since what is reviewed are its
 * messages and it is its door that this package stands in
 * ({@link org.followthrough.correspondence.SecondReader}). What a review needs of the
 * journey, it says in {@link org.followthrough.review.ReviewJourney}.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "teams",
		"cases", "correspondence" })
@NullMarked
package org.followthrough.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
