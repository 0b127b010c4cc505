package dev.trierarch.suites;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Classes that start a cluster of their own come before those that share one, which once it runs
 * runs to the end; otherwise by name, so that each run has the same order.
 */
public final class OwnClustersFirst implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing(OwnClustersFirst::shares)
                .thenComparing(each -> each.getTestClass().getName()));
  }

  private static boolean shares(ClassDescriptor each) {
    return each.findAnnotation(ExtendWith.class).stream()
        .flatMap(extensions -> Arrays.stream(extensions.value()))
        .anyMatch(extension -> extension.getSimpleName().equals("SharedCluster"));
  }
}
