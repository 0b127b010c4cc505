package dev.trierarch.client;

import dev.trierarch.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which control plane this is, the same one after it was killed and started again: it need not wait
 * for the leases that it held itself to run out.
 *
 * <p>No two processes are the same one: who is holds a lock on a file, which the system releases
 * when the process is over, however it ends. The name is made of the machine's, the file's place
 * and what is in it, so that a copy of the directory is another one.
 */
@ApplicationScoped
public class InstanceIdentity {

  private static final Logger LOG = Logger.getLogger(InstanceIdentity.class.getName());
  private static final int CONTENT_BYTES_MAX = 64;

  private final Settings settings;
  private final String process = UUID.randomUUID().toString();
  private String instance = process;

  /** The lock goes with it; null where there is none. */
  private FileChannel locked;

  /** For the container's proxies. */
  InstanceIdentity() {
    this(null);
  }

  @Inject
  public InstanceIdentity(Settings settings) {
    this.settings = settings;
  }

  public LeaseHolder holder() {
    return new LeaseHolder(instance, process);
  }

  @PostConstruct
  void claim() {
    String file = settings.identityFile();
    if (!file.isEmpty()) {
      instance = claim(Path.of(file)).orElse(process);
    }
  }

  /** Empty when it cannot be the one that it was before. */
  private Optional<String> claim(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        LOG.warning(
            () -> file + " is locked: this control plane runs already, and is another one here");
        return Optional.empty();
      }
      locked = channel;
      return Optional.of(name(file, content(channel)));
    } catch (IOException e) {
      LOG.warning(
          () ->
              "%s cannot be locked, so leases held before have to run out; check its owner: %s"
                  .formatted(file, e));
      return Optional.empty();
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      LOG.log(Level.FINE, "This process holds the lock already", held);
      return null;
    }
  }

  private static byte[] content(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      byte[] made = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(made));
      channel.force(true);
      return made;
    }
    ByteBuffer content = ByteBuffer.allocate(CONTENT_BYTES_MAX);
    int length = channel.read(content, 0);
    return Arrays.copyOf(content.array(), length);
  }

  private static String name(Path file, byte[] content) throws IOException {
    String place = file.toRealPath() + " " + new String(content, StandardCharsets.US_ASCII);
    String machine = InetAddress.getLocalHost().getHostName();
    return machine + "_" + UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
  }

  @PreDestroy
  void release() {
    if (locked == null) {
      return;
    }
    try {
      locked.close();
    } catch (IOException e) {
      LOG.log(Level.INFO, "The lock goes with the process", e);
    }
  }
}
