package dev.trierarch.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** The agent's share of the laws of the house. */
@AnalyzeClasses(packages = "dev.trierarch.node", importOptions = DoNotIncludeTests.class)
class NodeAgentArchitectureTest {
  @ArchTest
  static final ArchRule theAgentKnowsOnlyTheHttpApi =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.trierarch.store..",
              "dev.trierarch.catalog..",
              "dev.trierarch.registry..",
              "dev.trierarch.client..",
              "dev.trierarch.controller..",
              "dev.trierarch.scheduler..",
              "dev.trierarch.api..",
              "jakarta..");

  @ArchTest
  static final ArchRule plannersDecideAndDoNothingElse =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Planner")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              InstantSource.class, Random.class, SecureRandom.class, Files.class, IOException.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ApiClient");

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.trierarch.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule runtimesKnowNoKubelet =
      noClasses()
          .that()
          .resideInAPackage("dev.trierarch.node.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.trierarch.node.kubelet..", "dev.trierarch.node.server..", "io.fabric8..");
}
