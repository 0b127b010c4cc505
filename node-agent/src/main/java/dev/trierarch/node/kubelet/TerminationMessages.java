package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the last words of an ended container: its message file, or the end of its log. */
final class TerminationMessages {
  private static final Logger LOG = LoggerFactory.getLogger(TerminationMessages.class);
  private static final int MESSAGE_BYTES_MAX = 4096;
  private static final int LOG_BYTES_MAX = 2048;
  private static final int LOG_LINES_MAX = 80;
  private static final int LOG_READ_BYTES_MAX = 16 * 1024;

  private TerminationMessages() {}

  static String read(Path messageFile, Path log, Container container, ContainerState ended) {
    try {
      String message = Files.exists(messageFile) ? tail(messageFile, MESSAGE_BYTES_MAX) : "";
      boolean fromLog =
          "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy())
              && ended.exitCode() != 0;
      return message.isEmpty() && fromLog && Files.exists(log) ? lastLines(log) : message;
    } catch (IOException e) {
      LOG.debug("no termination message of {}", ended.name(), e);
      return "";
    }
  }

  private static String tail(Path file, int bytesMax) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] bytes = new byte[(int) Math.min(length, bytesMax)];
      in.seek(length - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line : tail(log, LOG_READ_BYTES_MAX).lines().toList()) {
      String[] parts = line.split(" ", 4);
      if (parts.length == 4) {
        texts.add(parts[3] + (parts[2].startsWith("P") ? "" : "\n"));
      }
    }
    int from = Math.max(0, texts.size() - LOG_LINES_MAX);
    String text = String.join("", texts.subList(from, texts.size()));
    return text.substring(Math.max(0, text.length() - LOG_BYTES_MAX));
  }
}
