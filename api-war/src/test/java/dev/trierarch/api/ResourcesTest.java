package dev.trierarch.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "dev.trierarch.api")
class ResourcesTest {

  /** RESTEasy on WildFly looks for it, even where CDI makes the object. */
  @ArchTest
  static final ArchRule A_RESOURCE_HAS_A_PUBLIC_CONSTRUCTOR_WITHOUT_PARAMETERS =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should(havePublicConstructorWithoutParameters());

  private static ArchCondition<JavaClass> havePublicConstructorWithoutParameters() {
    return new ArchCondition<>("have a public constructor without parameters") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean found =
            type.getConstructors().stream()
                .filter(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
                .anyMatch(constructor -> constructor.getParameters().isEmpty());
        events.add(new SimpleConditionEvent(type, found, type.getName() + " has none"));
      }
    };
  }
}
