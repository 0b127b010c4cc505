package dev.trierarch.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** The laws of the house that concern the store, and those that hold in all of its module. */
@AnalyzeClasses(packages = "dev.trierarch", importOptions = DoNotIncludeTests.class)
class StoreArchitectureTest {

  @ArchTest
  static final ArchRule onlyTheJpaStoreKnowsTheDatabase =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.trierarch.store.jpa..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.persistence..", "java.sql..", "javax.sql..", "org.flywaydb..");

  @ArchTest
  static final ArchRule onlyOnePackageLoadsTheExpressionLanguage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.trierarch.cel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cel..");

  @ArchTest
  static final ArchRule theStoreDoesNotKnowWhatIsBuiltOnIt =
      noClasses()
          .that()
          .resideInAPackage("dev.trierarch.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.trierarch.registry..",
              "dev.trierarch.catalog..",
              "dev.trierarch.admission..",
              "dev.trierarch.client..",
              "dev.trierarch.schema..");

  @ArchTest
  static final ArchRule thePortDoesNotKnowItsAdapters =
      noClasses()
          .that()
          .resideInAPackage("dev.trierarch.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.trierarch.store.jpa..",
              "dev.trierarch.store.memory..",
              "dev.trierarch.store.watch..",
              "dev.trierarch.store.image..");

  @ArchTest
  static final ArchRule imageAndWatchesDoNotKnowWhereTheLogIs =
      noClasses()
          .that()
          .resideInAnyPackage("dev.trierarch.store.image..", "dev.trierarch.store.watch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trierarch.store.jpa..", "dev.trierarch.store.memory..");

  @ArchTest
  static final ArchRule thoseWhoUseTheStoreKnowOnlyThePort =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.trierarch.registry..",
              "dev.trierarch.catalog..",
              "dev.trierarch.admission..",
              "dev.trierarch.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trierarch.store.jpa..", "dev.trierarch.store.watch..");

  @ArchTest
  static final ArchRule theTimeIsAskedOfTheClockThatWasHandedIn =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.trierarch.settings.Environment")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(InstantSource.class, "system");

  @ArchTest
  static final ArchRule entitiesStayInTheAdapter =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .resideInAPackage("dev.trierarch.store.jpa");
}
