package dev.trierarch.node.runtime.embedded;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs the runtimes' contract in a process of its own, which may be another user's: exits 1 and
 * says which promise was broken.
 */
final class RootlessContract {
  private RootlessContract() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path base = Path.of(args[0]);
    EmbeddedContractTest.images = Files.createDirectories(base.resolve("images"));
    EmbeddedContractTest.importBusybox();
    boolean allKept = true;
    for (Method promise : promises()) {
      Path directory = Files.createDirectories(base.resolve(promise.getName()));
      EmbeddedContractTest test = new EmbeddedContractTest();
      field("directory").set(test, directory);
      method("openRuntime").invoke(test);
      try {
        promise.invoke(test);
        out.println("kept " + promise.getName());
      } catch (InvocationTargetException e) {
        allKept = false;
        out.println("BROKEN " + promise.getName());
        e.getCause().printStackTrace(out);
      } finally {
        method("removeEverything").invoke(test);
      }
    }
    System.exit(allKept ? 0 : 1);
  }

  private static List<Method> promises() {
    List<Method> promises = new ArrayList<>();
    for (Method method : EmbeddedContractTest.class.getSuperclass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        promises.add(method);
      }
    }
    return promises;
  }

  private static Field field(String name) throws NoSuchFieldException {
    Field field = EmbeddedContractTest.class.getSuperclass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static Method method(String name) throws NoSuchMethodException {
    Method method = EmbeddedContractTest.class.getSuperclass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method;
  }
}
