package dev.trierarch.node.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Follows the symbolic links of a container's file tree as the container would, so that no link
 * leads out of the tree.
 *
 * <p>Example: with {@code var/run -> /run} in the tree, {@code /var/run/secrets} is {@code
 * /run/secrets} of the tree, not of the machine.
 */
public final class ScopedPaths {
  private static final int LINKS_MAX = 255;

  private ScopedPaths() {}

  /**
   * Where a container's path lies on the machine, every link of it followed inside {@code root}.
   */
  public static Path resolve(Path root, String containerPath) {
    String inside = resolve(containerPath, path -> root.resolve(path.substring(1)), true);
    return root.resolve(inside.substring(1));
  }

  /** As {@link #resolve(Path, String)}, but a link at the very end is not followed. */
  public static Path resolveParent(Path root, String containerPath) {
    String inside = resolve(containerPath, path -> root.resolve(path.substring(1)), false);
    return root.resolve(inside.substring(1));
  }

  /**
   * @param view tells where an absolute path of the container lies on the machine
   * @return the container's path without links, absolute
   */
  public static String resolve(String containerPath, Function<String, Path> view, boolean last) {
    Deque<String> todo = new ArrayDeque<>(names(containerPath));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!todo.isEmpty()) {
      String name = todo.removeFirst();
      if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.remove(done.size() - 1);
        }
        continue;
      }
      done.add(name);
      if (todo.isEmpty() && !last) {
        break;
      }
      Path onMachine = view.apply(joined(done));
      if (!Files.isSymbolicLink(onMachine)) {
        continue;
      }
      if (++links > LINKS_MAX) {
        throw new ImageException("too many symbolic links in " + containerPath);
      }
      String target = linkTarget(onMachine);
      done.remove(done.size() - 1);
      if (target.startsWith("/")) {
        done.clear();
      }
      List<String> targetNames = names(target);
      for (int i = targetNames.size() - 1; i >= 0; i--) {
        todo.addFirst(targetNames.get(i));
      }
    }
    return joined(done);
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  private static String joined(List<String> names) {
    return "/" + String.join("/", names);
  }

  private static String linkTarget(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new ImageException("cannot read the symbolic link " + link, e);
    }
  }
}
