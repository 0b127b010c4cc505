package dev.trierarch.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The laws of the house, as far as the scheduler can break them. */
@AnalyzeClasses(packages = "dev.trierarch.scheduler", importOptions = DoNotIncludeTests.class)
class SchedulerArchitectureTest {

  @ArchTest
  static final ArchRule PLUGINS_ONLY_LOOK_AT_WHAT_THEY_ARE_GIVEN =
      classes()
          .that()
          .resideInAnyPackage(
              "dev.trierarch.scheduler.plugins", "dev.trierarch.scheduler.framework")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.trierarch.scheduler.plugins",
              "dev.trierarch.scheduler.framework",
              "dev.trierarch.client.model",
              "dev.trierarch.registry",
              "io.fabric8.kubernetes.api..",
              "java.lang..",
              "java.math",
              "java.util..");

  @ArchTest
  static final ArchRule NOBODY_READS_THE_SYSTEM_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule THE_SCHEDULER_DOES_NOT_KNOW_CONTROLLERS_AND_API =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trierarch.controller..", "dev.trierarch.api..");
}
