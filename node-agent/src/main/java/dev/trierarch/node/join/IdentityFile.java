package dev.trierarch.node.join;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

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
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      PrivateKey key = null;
      List<X509Certificate> chain = new ArrayList<>();
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PrivateKeyInfo info) {
          key = new JcaPEMKeyConverter().getPrivateKey(info);
        } else if (part instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
      return key == null || chain.isEmpty()
          ? Optional.empty()
          : Optional.of(new Identity(key, chain));
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
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the certificate in " + file, e);
    }
  }

  private static String pem(Identity identity) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(new JcaPKCS8Generator(identity.key(), null));
      for (X509Certificate certificate : identity.chain()) {
        writer.writeObject(certificate);
      }
    }
    return text.toString();
  }

  static List<X509Certificate> certificates(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      List<X509Certificate> chain = new ArrayList<>();
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
      return chain;
    } catch (IOException | GeneralSecurityException e) {
      throw new JoinFailure("the issued certificate cannot be read: " + e.getMessage(), e);
    }
  }
}
