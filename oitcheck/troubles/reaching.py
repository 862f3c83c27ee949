"""Words of trouble on the way to an answer: names, connections, addresses, redirects."""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.troubles.kinds import Kind, Trouble

_AGAIN = Words(
    "รอผลการตรวจซ้ำของจังหวัด โดยยังไม่ต้องแก้ไข",
    "Wait for the province's next look; nothing to mend yet.",
)

TROUBLES = (
    Trouble(
        Kind.DNS,
        True,
        "agency",
        Words(
            "ไม่พบชื่อเว็บไซต์นี้ในระบบชื่อโดเมน",
            "the website's name is not known in the domain name system",
        ),
        Words(
            "ตรวจสอบชื่อเว็บไซต์ในลิงก์ แล้วส่งลิงก์ที่ถูกต้องหรือต่ออายุชื่อโดเมน",
            "Check the website's name in the link; hand in the right one, or renew the domain.",
        ),
        Words(
            "ไม่มี A/AAAA record ของ {host} ใน DNS ขอให้ตรวจสอบวันหมดอายุของโดเมนและเพิ่ม DNS record",
            "DNS has no A/AAAA record of {host}. Please check when the domain expires, and add the "
            "record.",
        ),
    ),
    Trouble(
        Kind.DNS_NO_ANSWER,
        True,
        "vendor",
        Words(
            "ระบบชื่อโดเมนของเว็บไซต์ไม่ตอบ",
            "the domain name system gave no answer about the website",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบเครื่องแม่ข่ายชื่อโดเมน",
            "Have the webmaster check the name servers of the domain.",
        ),
        Words(
            "name server ของ {host} ไม่ตอบหรือตอบผิดพลาด (SERVFAIL/timeout) "
            "ขอให้ตรวจสอบ NS record, DNSSEC และการทำงานของ name server",
            "The name servers of {host} don't answer, or answer with an error (SERVFAIL). Please "
            "check NS records, DNSSEC and the servers themselves.",
        ),
    ),
    Trouble(
        Kind.REFUSED,
        True,
        "vendor",
        Words(
            "เครื่องแม่ข่ายของเว็บไซต์ไม่เปิดรับการเชื่อมต่อ",
            "the server does not accept connections",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้เปิดระบบของเว็บไซต์ให้ทำงาน",
            "Have the webmaster start the website's server again.",
        ),
        Words(
            "พอร์ตของเว็บไซต์ปฏิเสธการเชื่อมต่อ ขอให้ตรวจสอบว่า web server ทำงานอยู่ และ firewall "
            "เปิดพอร์ต 80/443 ให้เครือข่ายภายนอก",
            "The port refuses connections. Please check that the web server is running and that "
            "the firewall opens ports 80/443 to the outside.",
        ),
    ),
    Trouble(
        Kind.RESET,
        True,
        "vendor",
        Words("การเชื่อมต่อถูกตัดก่อนได้รับข้อมูล", "the connection was cut before anything came"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบระบบรักษาความปลอดภัยที่ตัดการเชื่อมต่อ",
            "Have the webmaster check what cuts the connection.",
        ),
        Words(
            "การเชื่อมต่อถูก reset ขอให้ตรวจสอบ firewall/IPS/WAF และ log ของ web server ในเวลาที่ตรวจ",
            "The connection was reset. Please check firewall, IPS and WAF, and the web server's "
            "log of that time.",
        ),
    ),
    Trouble(
        Kind.TIMEOUT_CONNECT,
        True,
        "vendor",
        Words(
            "เครื่องแม่ข่ายของเว็บไซต์ไม่ตอบรับการเชื่อมต่อภายในเวลาที่กำหนด",
            "the server did not take the connection in time",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบว่าเครื่องแม่ข่ายเปิดอยู่และไม่ปิดกั้นเครือข่ายภายนอก",
            "Have the webmaster check that the server is up and not closed to the outside.",
        ),
        Words(
            "เชื่อมต่อ TCP/TLS ไม่สำเร็จภายในเวลาที่กำหนด ขอให้ตรวจสอบว่าเครื่องแม่ข่ายทำงานอยู่ "
            "และ firewall ไม่ทิ้ง (drop) การเชื่อมต่อจากภายนอก",
            "No TCP/TLS connection came about in time. Please check that the server is up and that "
            "the firewall does not drop connections from outside.",
        ),
    ),
    Trouble(
        Kind.TIMEOUT_READ,
        True,
        "vendor",
        Words(
            "เว็บไซต์รับการเชื่อมต่อแล้วแต่ไม่ส่งข้อมูลภายในเวลาที่กำหนด",
            "the server took the connection and then sent nothing in time",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขหน้าที่ทำงานช้าหรือค้าง",
            "Have the webmaster mend the page, which is too slow or hangs.",
        ),
        Words(
            "เชื่อมต่อได้ แต่โปรแกรมของเว็บไซต์ไม่ส่งคำตอบ ขอให้ตรวจสอบ slow query, "
            "application timeout และจำนวน worker/หน่วยความจำของเครื่องแม่ข่าย",
            "The connection stands but no answer comes. Please check slow queries, application "
            "time-outs, and the server's workers and memory.",
        ),
    ),
    Trouble(
        Kind.TIMEOUT_TOTAL,
        True,
        "vendor",
        Words(
            "เว็บไซต์ส่งข้อมูลช้ามากจนไม่ครบภายในเวลาที่กำหนด",
            "the answer came so slowly that it was not whole in time",
        ),
        Words(
            "ลดขนาดของหน้าหรือไฟล์นี้ หรือให้ผู้ดูแลเว็บไซต์เพิ่มความเร็วในการส่งข้อมูล",
            "Make the page or file smaller, or have the webmaster speed up the line.",
        ),
        Words(
            "ข้อมูลทยอยมาช้าจนเกินเวลา ขอให้ตรวจสอบ bandwidth, การจำกัดความเร็ว และขนาดของไฟล์",
            "The data trickled beyond the time limit. Please check bandwidth, throttling and the "
            "size of the file.",
        ),
    ),
    Trouble(
        Kind.TOO_MANY_REDIRECTS,
        False,
        "vendor",
        Words("เว็บไซต์ส่งต่อกันหลายครั้งเกินไป", "it is passed on too many times"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ส่งต่อไปยังหน้าปลายทางเพียงครั้งเดียว",
            "Have the webmaster pass it on to its last page in one step.",
        ),
        Words(
            "redirect ต่อกันเกิน {hops} ครั้ง ขอให้แก้ให้ redirect ครั้งเดียวไปยังหน้าที่ตอบ HTTP 200",
            "It redirects {hops} times and more. Please redirect once, to a page that answers HTTP "
            "200.",
        ),
    ),
    Trouble(
        Kind.REDIRECT_LOOP,
        False,
        "vendor",
        Words("เว็บไซต์ส่งต่อวนกลับมาที่เดิม", "it is passed on in a circle"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขการส่งต่อที่วนกลับมาที่เดิม",
            "Have the webmaster mend the circle.",
        ),
        Words(
            "redirect วนซ้ำ ขอให้ตรวจสอบกฎ http/https, www/ไม่มี www และ cookie ที่ขัดแย้งกัน "
            "ให้จบที่หน้าที่ตอบ HTTP 200",
            "It redirects in a loop. Please check rules of http/https, www and cookies that work "
            "against each other, so that it ends at a page that answers HTTP 200.",
        ),
    ),
    Trouble(
        Kind.REDIRECT_NOWHERE,
        False,
        "vendor",
        Words("เว็บไซต์ส่งต่อโดยไม่บอกหน้าปลายทาง", "it is passed on to no address at all"),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้กำหนดหน้าปลายทางของการส่งต่อ",
            "Have the webmaster say where it is passed on to.",
        ),
        Words(
            "ตอบรหัส redirect แต่ไม่มี header Location หรือ Location ไม่ใช่ URL ขอให้แก้ไข Location",
            "It answers with a redirect whose Location is missing or no URL. Please mend the "
            "Location header.",
        ),
    ),
    Trouble(
        Kind.BLOCKED_SCHEME,
        False,
        "vendor",
        Words(
            "เว็บไซต์ส่งต่อไปยังที่อยู่ที่ไม่ใช่หน้าเว็บไซต์",
            "it is passed on to an address that is no website",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ส่งต่อไปยังหน้าเว็บไซต์ (http หรือ https)",
            "Have the webmaster pass it on to a web page (http or https).",
        ),
        Words(
            "Location ของ redirect ไม่ใช่ http/https ({problem}) ขอให้แก้ไข Location",
            "The redirect's Location is neither http nor https ({problem}). Please mend it.",
        ),
    ),
    Trouble(
        Kind.OTHER_SITE,
        False,
        "agency",
        Words("เว็บไซต์พาไปยังเว็บไซต์อื่น", "the website leads to another website"),
        Words(
            "ตรวจสอบว่าเว็บไซต์ปลายทางเป็นของหน่วยงาน",
            "Make sure that the website it leads to is the agency's own.",
        ),
    ),
    Trouble(
        Kind.PRIVATE_ADDRESS,
        False,
        "agency",
        Words("ลิงก์เป็นที่อยู่ภายในหน่วยงาน", "the link is an address inside the office"),
        Words(
            "ส่งลิงก์ที่ขึ้นต้นด้วยชื่อเว็บไซต์หลักของหน่วยงานแทน",
            "Hand in the link that begins with the name of the agency's main website.",
        ),
    ),
    Trouble(
        Kind.PRIVATE_BY_DNS,
        False,
        "vendor",
        Words(
            "ชื่อเว็บไซต์ชี้ไปยังที่อยู่ภายในหน่วยงาน",
            "the website's name points to an address inside an office",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบว่าเปิดลิงก์นี้ได้จากเครือข่ายภายนอกหน่วยงาน",
            "Have the webmaster check that the link opens from outside the office.",
        ),
        Words(
            "DNS ของ {host} ชี้ไปยัง IP ภายใน (private address) ขอให้แก้ไข DNS record ให้เป็น IP สาธารณะ",
            "The DNS record of {host} points to a private address. Please let it point to a public "
            "one.",
        ),
    ),
    Trouble(
        Kind.BLOCKED_PORT,
        False,
        "province",
        Words("โปรแกรมตรวจไม่ได้รับอนุญาตให้เปิดพอร์ตนี้", "the program may not open this port"),
        _AGAIN,
    ),
    Trouble(
        Kind.OWN_FAULT,
        False,
        "province",
        Words("โปรแกรมตรวจขัดข้อง", "the checking program itself failed"),
        _AGAIN,
    ),
)
