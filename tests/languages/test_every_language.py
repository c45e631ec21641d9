"""A small site in each language of the package: authors write its words, and readers see them."""

from __future__ import annotations

import pytest

from sphinx_archdoc.testing import BuildSite

PAGE = """\
---
archdoc: true
---
# {title}

## {heading}

| {variable} | {required} | {default} | {description} |
|-|-|-|-|
| `OVEN_PORT` | {no} | {none} | 80 |
| `OVEN_HEAT` | {yes} | `250` | 90 |
"""

VIEW = """\
# All

```{archdoc:table} envvar
:columns: name, required, default
```

```{toctree}
page
```
"""

WORDS = {
    "de": ("Umgebungsvariablen", "Variable", "Pflicht", "Standard", "Beschreibung", "nein", "keine", "ja"),
    "es": (
        "Variables de entorno",
        "Variable",
        "Requerido",
        "Por defecto",
        "Descripción",
        "No",
        "ninguno",
        "Sí",
    ),
    "fr": ("Variables d'environnement", "Variable", "Requis", "Défaut", "Description", "Non", "aucun", "Oui"),
    "ja": ("環境変数", "変数名", "必須", "既定値", "説明", "任意", "なし", "必須"),
    "ko": ("환경변수", "변수명", "필수 여부", "기본값", "설명", "선택", "없음", "필수"),
    "pt_BR": (
        "Variáveis de ambiente",
        "Variável",
        "Obrigatória",
        "Padrão",
        "Descrição",
        "Não",
        "nenhum",
        "Sim",
    ),
    "ru": (
        "Переменные окружения",
        "Переменная",
        "Обязательная",
        "По умолчанию",
        "Описание",
        "Нет",
        "нет",
        "Да",
    ),
    "zh_CN": ("环境变量", "变量名", "是否必填", "默认值", "说明", "否", "无", "是"),
}
"""By language: heading, variable, required, default, description, no, none, yes."""

SHOWN = {
    "de": "Standardwert", "es": "Valor por defecto", "fr": "Valeur par défaut", "ja": "デフォルト値", "ko": "기본값",
    "pt_BR": "Valor padrão", "ru": "По умолчанию", "zh_CN": "默认值",
}  # fmt: skip
"""The title of the default in a view."""

KEYS = ("heading", "variable", "required", "default", "description", "no", "none", "yes")


@pytest.mark.parametrize("language", WORDS)
def test_a_page_is_read_and_shown(language: str, build_site: BuildSite) -> None:
    page = PAGE.format(title=language, **dict(zip(KEYS, WORDS[language], strict=True)))
    built = build_site({"index.md": VIEW, "page.md": page}, language=language)
    assert built.warnings == []
    values = {entry.name: entry.fields for entry in built.entries if entry.kind == "envvar"}
    assert values == {
        "OVEN_PORT": {"required": "✗", "description": "80"},
        "OVEN_HEAT": {"required": "✓", "default": "250", "description": "90"},
    }
    assert f">{SHOWN[language]}</" in built.body("index")


LABELS = """\
---
archdoc: true
---
# 面包店

## 常见问题

### 面团发不起来

**现象：**面团没有变大。
**原因**：酵母已经过期。
**解决办法：** 更换酵母。
"""

TABLE = """\
# All

```{archdoc:table} gotcha
:columns: name, symptom, cause, fix
```

```{toctree}
page
```
"""


def test_labels_before_full_width_colons_are_left_out_of_views(build_site: BuildSite) -> None:
    body = build_site({"index.md": TABLE, "page.md": LABELS}, language="zh_CN").body("index")
    assert all(f">{text}<" in body for text in ("面团没有变大。", "酵母已经过期。", "更换酵母。"))
