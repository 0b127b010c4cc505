package dev.trierarch.registry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.trierarch.store.Store;

/** Law 1: every change of cluster state passes the registry. */
@AnalyzeClasses(packages = "dev.trierarch", importOptions = ImportOption.DoNotIncludeTests.class)
class OneDoorTest {

  @ArchTest
  static final ArchRule nothingButTheRegistryWritesToTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.trierarch.store..")
          .and()
          .doNotHaveFullyQualifiedName("dev.trierarch.registry.Writer")
          .should()
          .callCodeUnitWhere(target(describe("a write of the store", OneDoorTest::isWrite)));

  @ArchTest
  static final ArchRule theRegistryKnowsOfAdmissionOnlyItsPort =
      noClasses()
          .that()
          .resideInAnyPackage("dev.trierarch.registry", "dev.trierarch.registry.apply")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.trierarch.admission..");

  private static boolean isWrite(AccessTarget.CodeUnitCallTarget target) {
    return target.getOwner().isAssignableTo(Store.class)
        && (target.getName().equals("write") || target.getName().equals("writeAsync"));
  }
}
