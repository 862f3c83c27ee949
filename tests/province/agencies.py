"""The invented agencies of จังหวัดตัวอย่าง: offices and placeholder names, no real person."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE = "ตัวอย่าง"
YEAR = 2569


@dataclass(frozen=True)
class Site:
    """An agency and its website.

    ``look`` names the theme that draws the pages; ``hosts`` are the hosts on which its evidence
    may stand; ``colour`` and ``dark`` are the theme's two colours.
    """

    key: str
    code: str
    name: str
    short: str
    kind: str
    district: str
    chief: str
    look: str
    scheme: str
    hosts: tuple[str, ...]
    telephone: str
    email: str
    colour: str
    dark: str
    role: str = "assessed"

    @property
    def host(self) -> str:
        return self.hosts[0]

    @property
    def root(self) -> str:
        """Scheme and host, without a slash at the end."""
        return f"{self.scheme}://{self.host}"

    @property
    def local(self) -> bool:
        """Whether it is a local government body with a council."""
        return self.role == "assessed"


def _site(
    key: str,
    code: str,
    name: str,
    short: str,
    kind: str,
    district: str,
    chief: str,
    look: str,
    scheme: str,
    host: str,
    colours: str,
    more_hosts: tuple[str, ...] = (),
    role: str = "assessed",
) -> Site:
    bare = host.removeprefix("www.")
    colour, dark = colours.split()
    return Site(
        key=key,
        code=code,
        name=name,
        short=short,
        kind=kind,
        district=district,
        chief=chief,
        look=look,
        scheme=scheme,
        hosts=(host, bare, *more_hosts),
        telephone=f"0-4400-{code[-4:]}",
        email=f"saraban@{bare}",
        colour=colour,
        dark=dark,
        role=role,
    )


SITES: dict[str, Site] = {
    site.key: site
    for site in (
        _site(
            "pao", "02990101", "องค์การบริหารส่วนจังหวัดตัวอย่าง", "อบจ.ตัวอย่าง", "อบจ.",
            "เมืองตัวอย่าง", "นายกองค์การบริหารส่วนจังหวัดตัวอย่าง",
            "modern", "https", "www.sample-pao.go.th", "#0f766e #134e4a",
        ),
        _site(
            "mueang", "04990102", "เทศบาลเมืองตัวอย่าง", "ทม.ตัวอย่าง", "เทศบาล",
            "เมืองตัวอย่าง", "นายกเทศมนตรีเมืองตัวอย่าง",
            "shell", "http", "www.mueang-sample.go.th", "#6d28d9 #4c1d95",
        ),
        _site(
            "donkaeo", "05990103", "เทศบาลตำบลดอนแก้ว", "ทต.ดอนแก้ว", "เทศบาล",
            "ดอนแก้ว", "นายกเทศมนตรีตำบลดอนแก้ว",
            "joomla", "http", "www.donkaeo-sample.go.th", "#1d4ed8 #1e3a8a",
        ),
        _site(
            "thaluang", "05990104", "เทศบาลตำบลท่าหลวง", "ทต.ท่าหลวง", "เทศบาล",
            "ท่าหลวง", "นายกเทศมนตรีตำบลท่าหลวง",
            "vendor", "http", "www.thaluang-sample.go.th", "#b45309 #78350f",
        ),
        _site(
            "khlongyai", "05990105", "เทศบาลตำบลคลองใหญ่", "ทต.คลองใหญ่", "เทศบาล",
            "ท่าหลวง", "นายกเทศมนตรีตำบลคลองใหญ่",
            "wordpress", "http", "www.khlongyai-sample.go.th", "#be185d #831843",
        ),
        _site(
            "nongbua", "06990106", "องค์การบริหารส่วนตำบลหนองบัว", "อบต.หนองบัว", "อบต.",
            "หนองบัว", "นายกองค์การบริหารส่วนตำบลหนองบัว",
            "wordpress", "https", "www.nongbua-sample.go.th", "#15803d #14532d",
        ),
        _site(
            "banmai", "06990107", "องค์การบริหารส่วนตำบลบ้านใหม่", "อบต.บ้านใหม่", "อบต.",
            "ดอนแก้ว", "นายกองค์การบริหารส่วนตำบลบ้านใหม่",
            "vendor", "http", "www.banmai-sample.go.th", "#0369a1 #0c4a6e",
        ),
        _site(
            "nonsung", "06990108", "องค์การบริหารส่วนตำบลโนนสูง", "อบต.โนนสูง", "อบต.",
            "หนองบัว", "นายกองค์การบริหารส่วนตำบลโนนสูง",
            "tis620", "http", "www.nonsung-sample.go.th", "#336699 #003366",
        ),
        _site(
            "huaisai", "06990109", "องค์การบริหารส่วนตำบลห้วยทราย", "อบต.ห้วยทราย", "อบต.",
            "หนองบัว", "นายกองค์การบริหารส่วนตำบลห้วยทราย",
            "wordpress", "http", "www.huaisai-sample.go.th", "#c2410c #7c2d12",
        ),
        _site(
            "kaset", "99000110", "สำนักงานเกษตรจังหวัดตัวอย่าง", "สนง.เกษตรจังหวัด", "ส่วนราชการ",
            "เมืองตัวอย่าง", "เกษตรจังหวัดตัวอย่าง",
            "modern", "http", "www.kaset-sample.go.th", "#4d7c0f #365314",
            ("www.sample.go.th",), "supplier",
        ),
    )
}  # fmt: skip
"""The agencies by key, in the registry's order."""

REGISTRY_HEADINGS = ("รหัสหน่วยงาน", "หน่วยงาน", "ประเภท", "อำเภอ", "บทบาท", "เว็บไซต์")
ROLE_WORDS = {"assessed": "หน่วยรับการประเมิน", "supplier": "หน่วยงานเจ้าของข้อมูล"}


def registry_rows() -> list[tuple[str, ...]]:
    """The rows of the registry file, in the order of `REGISTRY_HEADINGS`."""
    return [
        (
            site.code,
            site.name,
            site.kind,
            site.district,
            ROLE_WORDS[site.role],
            " ".join(site.hosts),
        )
        for site in SITES.values()
    ]
