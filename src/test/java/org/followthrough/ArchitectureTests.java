package org.followthrough;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What may depend on what.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("org.followthrough");

	@Test
	void modulesUseOnlyWhatTheyDeclare() {
		ApplicationModules.of(Followthrough.class).verify();
	}

	@Test
	void onlyTheJourneyKnowsTheEngine() {
		noClasses().that()
			.resideOutsideOfPackages("org.followthrough.journey..", "org.followthrough.studio..",
					"org.followthrough.rehearsal..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.camunda..")
			.because("the engine can then be swapped for one of its forks")
			.check(CLASSES);
	}

	@Test
	void nobodyAsksTheMachineWhatTimeItIs() {
		noClasses().that()
			.resideOutsideOfPackage("org.followthrough.time..")
			.should()
			.callMethod(java.time.Instant.class, "now")
			.orShould()
			.callMethod(java.time.LocalDateTime.class, "now")
			.orShould()
			.callMethod(java.time.ZonedDateTime.class, "now")
			.orShould()
			.callMethod(java.time.OffsetDateTime.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callConstructor(java.util.Date.class)
			.because("there is one clock, which tests and the demonstration move")
			.check(CLASSES);
	}

}
