"""Why a date is, or is not, THE date of a document, in words for officials."""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.chosen_date import Why

REASONS = {
    Why.AS_OF: Words("มีคำว่าข้อมูล ณ วันที่", "labelled as data as of"),
    Why.SIGNED: Words("มีคำว่าประกาศ ณ วันที่ หรือลงวันที่", "labelled as announced or signed on"),
    Why.UPDATED: Words("มีคำว่าปรับปรุงล่าสุด", "labelled as last updated"),
    Why.PUBLISHED: Words("มีคำว่าเผยแพร่เมื่อ", "labelled as published"),
    Why.TITLE: Words("อยู่ในชื่อหน้าเว็บ", "in the page's title"),
    Why.HEADING: Words("อยู่ในหัวข้อ", "in a heading"),
    Why.OPENING: Words("อยู่ตอนต้นของเนื้อหา", "where the content begins"),
    Why.LINK_LABEL: Words("อยู่ในข้อความของลิงก์", "in the words of the link"),
    Why.FILE_NAME: Words("อยู่ในชื่อไฟล์", "in the file's name"),
    Why.CONTENT: Words("อยู่ในเนื้อหา", "in the content"),
    Why.REPEATED: Words("พบมากกว่าหนึ่งแห่ง", "found more than once"),
    Why.ADDRESS: Words("อยู่ในที่อยู่เว็บ ใช้เป็นเบาะแสเท่านั้น", "in the address, a hint only"),
    Why.METADATA: Words("มาจากข้อมูลกำกับไฟล์ ใช้เป็นเบาะแสเท่านั้น", "in the file's metadata, a hint only"),
    Why.ASSESSMENT: Words("เป็นปีของการประเมิน ITA", "the year of the ITA assessment"),
    Why.DOUBTFUL: Words("อ่านได้ไม่แน่ชัด", "not read with certainty"),
    Why.UNLABELLED: Words("เป็นวันที่ที่ไม่มีคำกำกับ", "a day without a label"),
    Why.WINDOW: Words("เป็นช่วงวันของกิจกรรม", "the days of an event"),
    Why.DEADLINE: Words("เป็นวันครบกำหนด", "a deadline"),
    Why.CITED: Words("เป็นวันที่ของหนังสือหรือเอกสารที่อ้างถึง", "of a letter or document that is cited"),
    Why.CITED_PLAN: Words("เป็นช่วงปีของแผนที่อ้างถึง", "the years of a plan that is cited"),
    Why.LAW: Words("เป็นปีของกฎหมายหรือระเบียบ", "the year of a law or rule"),
    Why.MENU: Words("อยู่นอกเนื้อหา เช่น เมนู", "outside the content, such as a menu"),
    Why.FILED: Words("เป็นชื่อหมวดหมู่", "the name of a category"),
    Why.FOUNDING: Words("เป็นวันก่อตั้งหรือยกฐานะ", "the day it was founded"),
    Why.BIRTH: Words("เป็นวันเกิด", "a birthday"),
    Why.COPYRIGHT: Words("อยู่ในบรรทัดสงวนลิขสิทธิ์", "in the copyright line"),
    Why.TICKER: Words("เป็นวันที่ปัจจุบันหรือนาฬิกาของเว็บไซต์", "today's date, or the clock of the site"),
}
"""Each reason in words."""
