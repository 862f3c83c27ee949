"""Words of trouble with the certificate or the handshake of a secure connection."""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.troubles.kinds import Kind, Trouble

TROUBLES = (
    Trouble(
        Kind.TLS_EXPIRED,
        False,
        "vendor",
        Words(
            "ใบรับรองความปลอดภัยของเว็บไซต์หมดอายุแล้ว",
            "its security certificate has expired",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ต่ออายุใบรับรองความปลอดภัย",
            "Have the webmaster renew the security certificate.",
        ),
        Words(
            "ใบรับรอง TLS ของ {host} หมดอายุ ({problem}) ขอให้ต่ออายุใบรับรอง และตั้งการต่ออายุอัตโนมัติ",
            "The TLS certificate of {host} has expired ({problem}). Please renew it, and let it "
            "renew itself from now on.",
        ),
    ),
    Trouble(
        Kind.TLS_NOT_YET_VALID,
        False,
        "vendor",
        Words(
            "ใบรับรองความปลอดภัยของเว็บไซต์ยังไม่ถึงวันเริ่มใช้",
            "its security certificate is not valid yet",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ติดตั้งใบรับรองความปลอดภัยที่เริ่มใช้ได้แล้ว",
            "Have the webmaster install a certificate that is valid today.",
        ),
        Words(
            "ใบรับรอง TLS ของ {host} ยังไม่ถึงวันเริ่มใช้ ({problem}) ขอให้ตรวจสอบ Not Before "
            "และนาฬิกาของเครื่องที่ออกใบรับรอง แล้วติดตั้งใบรับรองที่ใช้ได้ในวันนี้",
            "The TLS certificate of {host} is not valid yet ({problem}). Please check its Not "
            "Before and the clock of the machine that issued it, and install a valid one.",
        ),
    ),
    Trouble(
        Kind.TLS_WRONG_HOST,
        False,
        "vendor",
        Words(
            "ใบรับรองความปลอดภัยเป็นของเว็บไซต์ชื่ออื่น",
            "its security certificate belongs to a website of another name",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ออกใบรับรองความปลอดภัยที่มีชื่อเว็บไซต์นี้",
            "Have the webmaster get a certificate that names this website.",
        ),
        Words(
            "ใบรับรอง TLS ไม่มีชื่อ {host} ใน Subject Alternative Name ({problem}) "
            "ขอให้ออกใบรับรองใหม่ให้ครอบคลุมทั้งชื่อที่มีและไม่มี www",
            "The TLS certificate does not name {host} in its Subject Alternative Names "
            "({problem}). Please get one that names the site with and without www.",
        ),
    ),
    Trouble(
        Kind.TLS_SELF_SIGNED,
        False,
        "vendor",
        Words(
            "ใบรับรองความปลอดภัยเป็นใบรับรองที่เว็บไซต์ออกให้ตนเอง",
            "its security certificate was issued by the website itself",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ใช้ใบรับรองจากผู้ออกใบรับรองที่เบราว์เซอร์เชื่อถือ",
            "Have the webmaster use a certificate of an issuer that browsers trust.",
        ),
        Words(
            "ใบรับรอง TLS ของ {host} เป็นแบบ self-signed ({problem}) ขอให้เปลี่ยนเป็นใบรับรองจาก CA "
            "ที่เบราว์เซอร์เชื่อถือ",
            "The TLS certificate of {host} is self-signed ({problem}). Please use one of a CA that "
            "browsers trust.",
        ),
    ),
    Trouble(
        Kind.TLS_MISSING_INTERMEDIATE,
        False,
        "vendor",
        Words(
            "เว็บไซต์ติดตั้งใบรับรองความปลอดภัยไม่ครบชุด",
            "its security certificate is installed without the ones that belong to it",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ติดตั้งใบรับรองของผู้ออกใบรับรองให้ครบชุด",
            "Have the webmaster install the issuer's certificates beside it.",
        ),
        Words(
            "{host} ส่งใบรับรองของเว็บไซต์มาใบเดียว ไม่มี intermediate certificate ({problem}) "
            "ขอให้ติดตั้ง certificate chain (fullchain) ให้ครบ",
            "{host} sends its own certificate alone, without the intermediate ({problem}). Please "
            "install the full chain.",
        ),
    ),
    Trouble(
        Kind.TLS_UNTRUSTED,
        False,
        "vendor",
        Words(
            "เบราว์เซอร์ไม่เชื่อถือผู้ออกใบรับรองความปลอดภัยของเว็บไซต์",
            "browsers don't trust the issuer of its security certificate",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้เปลี่ยนใบรับรองเป็นของผู้ออกที่เบราว์เซอร์เชื่อถือ",
            "Have the webmaster change to a certificate of an issuer that browsers trust.",
        ),
        Words(
            "ตรวจสอบ certificate chain ของ {host} ไปไม่ถึง root CA ที่เบราว์เซอร์เชื่อถือ ({problem}) "
            "ขอให้ติดตั้ง chain ให้ครบ หรือเปลี่ยนใบรับรอง",
            "The certificate chain of {host} does not lead to a root that browsers trust "
            "({problem}). Please install the whole chain, or another certificate.",
        ),
    ),
    Trouble(
        Kind.TLS_OLD_PROTOCOL,
        False,
        "vendor",
        Words(
            "เว็บไซต์ใช้การเข้ารหัสรุ่นเก่าที่เบราว์เซอร์ปัจจุบันเลิกใช้แล้ว",
            "it uses an old kind of encryption that today's browsers have given up",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้เปิดใช้การเข้ารหัสรุ่นที่เบราว์เซอร์ปัจจุบันรองรับ",
            "Have the webmaster switch on the encryption of today's browsers.",
        ),
        Words(
            "{host} ใช้ protocol หรือ cipher รุ่นเก่า ({problem}) เบราว์เซอร์ปัจจุบันจะไม่เปิด "
            "ขอให้ปรับปรุงระบบให้รองรับ TLS 1.2 และ TLS 1.3",
            "{host} speaks an old protocol or cipher ({problem}), which today's browsers refuse. "
            "Please upgrade it to TLS 1.2 and TLS 1.3.",
        ),
    ),
    Trouble(
        Kind.TLS_HANDSHAKE,
        True,
        "vendor",
        Words(
            "เริ่มการเชื่อมต่อแบบเข้ารหัสกับเว็บไซต์ไม่สำเร็จ",
            "the secure connection could not be set up",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบการตั้งค่า https ของเว็บไซต์",
            "Have the webmaster check the website's https settings.",
        ),
        Words(
            "TLS handshake กับ {host} ไม่สำเร็จ ({problem}) ขอให้ตรวจสอบว่าพอร์ต 443 เป็น https, "
            "ใบรับรองของชื่อนี้ (SNI) และ cipher ที่รองรับ",
            "The TLS handshake with {host} failed ({problem}). Please check that port 443 speaks "
            "https, the certificate of this name (SNI), and the ciphers.",
        ),
    ),
)
