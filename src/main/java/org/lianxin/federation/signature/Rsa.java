package org.lianxin.federation.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** RSASSA-PKCS1-v1_5 with SHA-256 and its keys as text: the one algorithm that every server of the fediverse knows. */
public final class Rsa {
    private static final int BITS = 2048;
    private static final int MOST_BITS = 8192;

    private Rsa() {}

    public static KeyPair fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** SubjectPublicKeyInfo in PEM. */
    public static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The RSA key in a PEM text; empty if there is none, or one too small to trust or too large to reckon with. */
    public static Optional<PublicKey> read(String pem) {
        try {
            String body = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
            byte[] bytes = Base64.getMimeDecoder().decode(body);
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
            int bits = ((RSAPublicKey) key).getModulus().bitLength();
            return bits < BITS || bits > MOST_BITS ? Optional.empty() : Optional.of(key);
        } catch (GeneralSecurityException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    public static String text(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    public static PrivateKey privateKey(String text) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("a key that this program has written cannot be read", damaged);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException wrongLength) {
            return false;
        }
    }
}
