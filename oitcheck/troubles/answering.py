"""Words of trouble with the answer: its status, its body, its size."""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.troubles.kinds import Kind, Trouble

TROUBLES = (
    Trouble(
        Kind.EMPTY_REPLY,
        True,
        "vendor",
        Words(
            "เครื่องแม่ข่ายปิดการเชื่อมต่อโดยไม่ส่งข้อมูลใดกลับมา",
            "the server closed the connection without a word",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบโปรแกรมของเว็บไซต์ที่หยุดทำงานกลางคัน",
            "Have the webmaster check the website's program, which stops half-way.",
        ),
        Words(
            "เครื่องแม่ข่ายรับคำขอแล้วปิดการเชื่อมต่อโดยไม่ตอบ (empty reply) ขอให้ตรวจสอบ log "
            "ของ web server/PHP ว่า process หยุดทำงาน และการบล็อกของ WAF",
            "The server takes the request and closes without an answer (empty reply). Please check "
            "the logs of web server and application for crashes, and the WAF for blocks.",
        ),
    ),
    Trouble(
        Kind.EMPTY,
        True,
        "vendor",
        Words("เว็บไซต์ตอบกลับมาเป็นหน้าว่าง", "the website answers with an empty page"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขหน้าที่ว่างเปล่า",
            "Have the webmaster mend the empty page.",
        ),
        Words(
            "หน้านี้ตอบ HTTP {status} แต่ไม่มีข้อมูล (0 ไบต์) ขอให้ตรวจสอบ error log ของโปรแกรม "
            "เช่น PHP fatal error",
            "The page answers HTTP {status} with 0 bytes. Please check the program's error log, "
            "such as a PHP fatal error.",
        ),
    ),
    Trouble(
        Kind.TRUNCATED,
        True,
        "vendor",
        Words("การส่งข้อมูลถูกตัดก่อนครบ", "the data broke off before it was whole"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขให้หน้าหรือไฟล์นี้ส่งข้อมูลได้ครบ",
            "Have the webmaster see that the page or file is sent whole.",
        ),
        Words(
            "ขอให้ตรวจสอบ Content-Length, การบีบอัดข้อมูล และ timeout ของ proxy",
            "Please check Content-Length, compression and the proxy's time-outs.",
        ),
    ),
    Trouble(
        Kind.BAD_ENCODING,
        True,
        "vendor",
        Words("ข้อมูลที่เว็บไซต์ส่งมาผิดรูปแบบจนอ่านไม่ได้", "the data is sent in a broken form"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขรูปแบบการส่งข้อมูลของเว็บไซต์",
            "Have the webmaster mend the way in which the website sends its data.",
        ),
        Words(
            "Transfer-Encoding หรือ Content-Encoding ไม่ตรงกับข้อมูลที่ส่ง "
            "ขอให้ตรวจสอบการตั้งค่า gzip/chunked ของ web server และ proxy",
            "Transfer-Encoding or Content-Encoding does not fit the data. Please check gzip and "
            "chunked settings of web server and proxy.",
        ),
    ),
    Trouble(
        Kind.PROTOCOL,
        True,
        "vendor",
        Words("คำตอบของเครื่องแม่ข่ายไม่ใช่รูปแบบของเว็บไซต์", "the server's answer is not a website's"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบว่าที่อยู่นี้เป็นบริการเว็บไซต์",
            "Have the webmaster check that there is a website at this address.",
        ),
        Words(
            "คำตอบไม่เป็นไปตาม HTTP ขอให้ตรวจสอบว่าพอร์ตนี้เป็น web server และ header ที่โปรแกรมส่ง",
            "The answer is not HTTP. Please check that a web server is at this port, "
            "and the headers that the program sends.",
        ),
    ),
    Trouble(
        Kind.NOT_FOUND,
        False,
        "agency",
        Words("เว็บไซต์แจ้งว่าไม่มีหน้านี้", "the website says that there is no such page"),
        Words(
            "ส่งลิงก์ใหม่ที่เปิดแล้วพบข้อมูลแทนลิงก์เดิม",
            "Hand in a link that opens and shows the data instead.",
        ),
        Words(
            "หน้านี้ตอบรหัส HTTP {status} ขอให้นำหน้าหรือไฟล์กลับมาไว้ที่เดิม หรือ redirect (301) ไปยังที่ใหม่",
            "The page answers HTTP {status}. Please put it back, or redirect (301) to its new "
            "place.",
        ),
    ),
    Trouble(
        Kind.LOGIN_REQUIRED,
        False,
        "agency",
        Words("หน้านี้ต้องเข้าสู่ระบบก่อน", "the page asks for a login"),
        Words(
            "เปิดหน้านี้ให้ประชาชนดูได้โดยไม่ต้องเข้าสู่ระบบ หรือส่งลิงก์อื่นที่เปิดได้",
            "Open the page to the public without a login, or hand in another link.",
        ),
        Words(
            "หน้านี้ตอบ HTTP 401 ขอให้ยกเลิกการกำหนดรหัสผ่าน (HTTP authentication) "
            "ของหน้าเปิดเผยข้อมูลสาธารณะ",
            "The page answers HTTP 401. Please lift the password (HTTP authentication) from pages "
            "that are for the public.",
        ),
    ),
    Trouble(
        Kind.FORBIDDEN,
        False,
        "agency",
        Words("หน้านี้ถูกจำกัดสิทธิ์การเปิดดู", "access to the page is restricted"),
        Words(
            "เปิดลิงก์นี้จากโทรศัพท์ในโหมดไม่ระบุตัวตน เพื่อยืนยันว่าประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ",
            "Open the link on a phone in private mode, to make sure that it needs no login.",
        ),
        Words(
            "หน้านี้ปฏิเสธการเปิด ({problem}) ขอให้ตรวจสอบสิทธิ์ของไฟล์, firewall/WAF และการจำกัดประเทศ",
            "The page refuses to be opened ({problem}). Please check file permissions, "
            "firewall/WAF and country limits.",
        ),
    ),
    Trouble(
        Kind.RATE_LIMITED,
        True,
        "province",
        Words(
            "เว็บไซต์แจ้งว่ามีการเปิดถี่เกินไปและให้เว้นระยะ",
            "the website says that it was asked too often and wants a pause",
        ),
        Words(
            "รอให้จังหวัดเปิดลิงก์นี้ซ้ำในเวลาอื่นโดยเว้นระยะให้นานขึ้น",
            "Wait; the province opens the link again at another time, more slowly.",
        ),
        Words(
            "เว็บไซต์จำกัดจำนวนการเปิด ({problem}) ขอให้ผ่อนปรน rate limit "
            "สำหรับหน้าเปิดเผยข้อมูลสาธารณะในช่วงการตรวจ",
            "The website limits how often it may be asked ({problem}). Please ease the rate limit "
            "of public pages while the check goes on.",
        ),
    ),
    Trouble(
        Kind.BOT_WALL,
        False,
        "agency",
        Words(
            "เว็บไซต์ตรวจพบว่าเป็นโปรแกรมอัตโนมัติและไม่แสดงหน้านี้ให้",
            "the website takes the visitor for a machine and does not show the page",
        ),
        Words(
            "เปิดลิงก์นี้จากโทรศัพท์ในโหมดไม่ระบุตัวตน เพื่อยืนยันว่าประชาชนเปิดดูข้อมูลได้ทันที",
            "Open the link on a phone in private mode, to make sure that the public sees it.",
        ),
        Words(
            "WAF หรือ CDN ตอบหน้า challenge ({problem}) ขอให้ยกเว้นหน้าเปิดเผยข้อมูลสาธารณะ "
            "หรืออนุญาตโปรแกรมตรวจของจังหวัด",
            "The WAF or CDN answers with a challenge ({problem}). Please exempt public pages, or "
            "let the province's checking program in.",
        ),
    ),
    Trouble(
        Kind.CLIENT_ERROR,
        False,
        "agency",
        Words("เว็บไซต์ไม่รับคำขอเปิดหน้านี้", "the website does not accept the request for the page"),
        Words(
            "เปิดลิงก์นี้ในหน้าต่างส่วนตัว (ไม่ระบุตัวตน) แล้วส่งลิงก์ที่เปิดได้จริงแทน",
            "Open the link in a private window and hand in one that really opens.",
        ),
        Words(
            "หน้านี้ตอบรหัส HTTP {status} ขอให้แก้ไขให้ประชาชนทั่วไปเปิดได้ (HTTP 200)",
            "The page answers HTTP {status}. Please let the public open it (HTTP 200).",
        ),
    ),
    Trouble(
        Kind.BUSY,
        True,
        "vendor",
        Words(
            "เว็บไซต์แจ้งว่ายังไม่พร้อมให้บริการชั่วคราว",
            "the website says that it is not available for the moment",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้เปิดบริการตามปกติ หรือเพิ่มความสามารถของเครื่องแม่ข่าย",
            "Have the webmaster end the maintenance, or give the server more capacity.",
        ),
        Words(
            "ขอให้ตรวจสอบโหมดปิดปรับปรุง (maintenance), ภาระของเครื่องแม่ข่าย และจำนวน worker",
            "Please check maintenance mode, the server's load and its workers.",
        ),
    ),
    Trouble(
        Kind.SERVER_ERROR,
        True,
        "vendor",
        Words("โปรแกรมของเว็บไซต์ทำงานผิดพลาด", "the website's program ran into an error"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขโปรแกรมของเว็บไซต์ที่ทำงานผิดพลาด",
            "Have the webmaster mend the error in the website's program.",
        ),
        Words(
            "ขอให้ตรวจสอบ error log ของโปรแกรม ฐานข้อมูล และเครื่องแม่ข่ายที่อยู่หลัง proxy",
            "Please check the error logs of the program, the database, and the server behind the "
            "proxy.",
        ),
    ),
    Trouble(
        Kind.TOO_LARGE,
        False,
        "agency",
        Words("ไฟล์มีขนาดใหญ่เกินกำหนด", "the file is too large"),
        Words(
            "ลดขนาดไฟล์ หรือแยกไฟล์ให้เปิดได้รวดเร็ว",
            "Make the file smaller, or split it, so that it opens quickly.",
        ),
    ),
    Trouble(
        Kind.BOMB,
        False,
        "vendor",
        Words("ข้อมูลที่บีบอัดไว้ขยายใหญ่ผิดปกติ", "the compressed data grows beyond all measure"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบว่าเหตุใดหน้านี้จึงมีขนาดใหญ่ผิดปกติ",
            "Have the webmaster find out why the page is so large.",
        ),
        Words(
            "ข้อมูลที่บีบอัด (gzip/brotli) ขยายเกินสัดส่วนปกติ ({problem}) ขอให้ตรวจสอบว่าโปรแกรมวนซ้ำ "
            "หรือเว็บไซต์ถูกแก้ไขโดยผู้ไม่หวังดี",
            "The compressed data (gzip/brotli) grows out of proportion ({problem}). Please check "
            "for a program that loops, or a website that was tampered with.",
        ),
    ),
    Trouble(
        Kind.HEADER_TOO_LARGE,
        False,
        "vendor",
        Words(
            "เว็บไซต์ส่งข้อมูลส่วนหัวมากผิดปกติ",
            "the website sends far too much before the page itself",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ลดข้อมูลส่วนหัวของหน้านี้",
            "Have the webmaster cut down what is sent before the page.",
        ),
        Words(
            "HTTP response header ใหญ่เกินไป ({problem}) ขอให้ตรวจสอบ Set-Cookie และ header "
            "ที่โปรแกรมส่งซ้ำ",
            "The HTTP response header is too large ({problem}). Please check Set-Cookie and "
            "headers that are sent over and over.",
        ),
    ),
    Trouble(
        Kind.ROBOTS,
        False,
        "agency",
        Words(
            "เว็บไซต์กำหนดไม่ให้โปรแกรมอัตโนมัติเปิดหน้านี้",
            "the website asks programs to stay away from the page",
        ),
        Words(
            "เปิดลิงก์นี้จากโทรศัพท์ในโหมดไม่ระบุตัวตน เพื่อยืนยันว่าประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ",
            "Open the link on a phone in private mode, to make sure that it needs no login.",
        ),
        Words(
            "robots.txt ของ {host} ไม่ให้โปรแกรมเปิดหน้าเปิดเผยข้อมูลสาธารณะ ขอให้ยกเลิก Disallow "
            "ของหน้าเหล่านี้",
            "The robots.txt of {host} keeps programs from public pages. Please lift the Disallow "
            "of these.",
        ),
    ),
)
