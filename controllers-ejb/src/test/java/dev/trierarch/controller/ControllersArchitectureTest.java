package dev.trierarch.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.controller.runtime.Controller;
import jakarta.enterprise.context.Dependent;
import java.io.File;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The laws of the house, as far as controllers can break them. */
@AnalyzeClasses(packages = "dev.trierarch.controller", importOptions = DoNotIncludeTests.class)
class ControllersArchitectureTest {

  @ArchTest
  static final ArchRule PLANNERS_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Planner")
          .or()
          .haveSimpleNameEndingWith("Plan")
          .or()
          .haveSimpleNameEndingWith("Rules")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Client.class,
              ClientFactory.class,
              Lister.class,
              InstantSource.class,
              Clock.class,
              RandomGenerator.class,
              Random.class,
              Files.class,
              File.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trierarch.store..", "jakarta..", "java.net..");

  @ArchTest
  static final ArchRule NOBODY_READS_THE_SYSTEM_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("dev.trierarch.controller..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule CONTROLLERS_DO_NOT_KNOW_SCHEDULER_AND_API =
      noClasses()
          .that()
          .resideInAPackage("dev.trierarch.controller..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trierarch.scheduler..", "dev.trierarch.api..");

  @ArchTest
  static final ArchRule EVERY_CONTROLLER_IS_FOUND_BY_THE_MANAGER =
      classes()
          .that()
          .implement(Controller.class)
          .should()
          .beAnnotatedWith(Dependent.class)
          .andShould()
          .bePublic();
}
