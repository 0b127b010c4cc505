package dev.trierarch.node.join;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One PEM file with a key and its certificates, readable by its owner only, replaced atomically.
 */
final class IdentityFile {
  private final Path file;

  IdentityFile(Path file) {
    this.file = file;
  }

  Optional<Identity> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String pem = Files.readString(file);
      List<X509Certificate> chain = Pem.certificates(pem);
      return chain.isEmpty()
          ? Optional.empty()
          : Optional.of(new Identity(Pem.ellipticKey(pem), chain));
    } catch (IOException | GeneralSecurityException e) {
      throw new JoinFailure(
          "%s cannot be read (%s); delete it and start the agent with a new --token to join again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  void write(Identity identity) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, pem(identity));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | GeneralSecurityException e) {
      throw new JoinFailure(
          "cannot keep the certificate in %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String pem(Identity identity) throws GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    text.append(Pem.block("PRIVATE KEY", identity.key().getEncoded()));
    for (X509Certificate certificate : identity.chain()) {
      text.append(Pem.block("CERTIFICATE", certificate.getEncoded()));
    }
    return text.toString();
  }
}
