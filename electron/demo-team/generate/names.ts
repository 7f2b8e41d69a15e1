// Names of people from many places, with the Latin spelling their e-mail address uses.
import type { Random } from './random.ts'

type Culture = { weight: number; given: readonly string[]; surnames: readonly string[]; surnameFirst?: true }

/** `native=latin` where the e-mail address does not follow from the name by dropping accents; `_` is a space. */
const words = (text: string) => text.split(' ')

const CULTURES: readonly Culture[] = [
  {
    weight: 26,
    given: words(
      'Ada Amelia Beth Charlotte Chloe Daniel Edward Ella Emily Ethan Freya George Grace Harriet Henry Isla Jack James Joshua Lucy Megan Noah Oliver Oscar Poppy Rachel Samuel Sophie Thomas William',
    ),
    surnames: words(
      'Adams Bailey Barker Bennett Brooks Carter Clarke Cooper Davies Evans Fletcher Gibson Graham Harris Hughes Jackson Kelly Lawson Marsh Mitchell Morgan Murray Palmer Parker Price Reid Roberts Shaw Turner Walker Watson Webb Wright',
    ),
  },
  {
    weight: 14,
    given: words(
      'Anna Björn Britta Dörte Emma Felix Florian Franziska Fritz Greta Hanna Jonas Jörg Jürgen Klara Lea Leon Lukas Marie Matthias Mia Moritz Nina Paul Sabine Stefan Tobias Ulrike Uwe Wiebke',
    ),
    surnames: words(
      'Bauer Becker Böhm Brandt Fischer Fuchs Groß=gross Günther Hartmann Hoffmann Huber Jäger Keller Koch König Krüger Lange Lehmann Maier Möller Müller Neumann Richter Schäfer Schmidt Schröder Schulz Vogel Weber Weiß=weiss Winkler Zimmermann',
    ),
  },
  {
    weight: 9,
    given: words(
      'Aurélie Benoît Camille Cédric Chloé Clément Élodie Émile Étienne Fabien François Gaëlle Hélène Hugo Inès Jérôme Léa Louis Manon Margaux Mathéo Noémie Océane Pierre Raphaël Sébastien Thérèse Zoé',
    ),
    surnames: words(
      'Bernard Blanc Bonnet Chevalier Dubois Dupont Durand Faure Fontaine Garnier Gauthier Girard Lambert Lefèvre Lemoine Leroy Mercier Moreau Noël Perrin Petit Renaud Robert Rousseau Roux Simon Vidal',
    ),
  },
  {
    weight: 10,
    given: words(
      'Alejandro Álvaro Ana Andrés Beatriz Camila Carlos Diego Elena Inés Íñigo Javier Jesús José Joaquín Lucía Luis Mar María Martín Mónica Óscar Pablo Raquel Sofía Tomás Valentina Verónica',
    ),
    surnames: words(
      'Álvarez Castillo Castro Díaz Domínguez Fernández Flores García Gómez González Gutiérrez Hernández Ibáñez Jiménez López Márquez Martínez Medina Molina Muñoz Navarro Núñez Ortega Peña Pérez Ramírez Romero Ruiz Sánchez Vega',
    ),
  },
  {
    weight: 8,
    given: words(
      'Åsa Astrid Bo Elin Emil Erik Freja Gustav Håkan Ida Ingrid Johan Jørgen=jorgen Kåre Kjell Lars Liv Magnus Maja Mikkel Nils Ole Rasmus Signe Sindre Søren=soren Sven Tuva',
    ),
    surnames: words(
      'Andersson Aasen Berg Bergström Dahl Eriksson Forsberg Gustafsson Hansen Haugen Holm Johansson Karlsson Kjær=kjaer Larsen Lind Lindqvist Lund Moen Nilsson Nyström Ødegård=odegard Pedersen Sandberg Solberg Sørensen=sorensen Svensson Åkesson',
    ),
  },
  {
    weight: 8,
    given: words(
      'Agnieszka Andrzej Anežka Barbora Bartosz Đorđe=dorde Grzegorz Iveta Jakub Jiří Katarzyna Kateřina Krzysztof Łukasz=lukasz Małgorzata=malgorzata Marek Miloš Ondřej Petra Sławomir=slawomir Tomáš Vladimír Wojciech Zdeněk Zofia Živa',
    ),
    surnames: words(
      'Černý Dąbrowski Dvořák Horák Jovanović Kamiński Kowalczyk Kowalski Kučera Lewandowski Marković Mazur Nikolić Nováková Novotný Nowak Pawłowski=pawlowski Petrović Pokorný Procházka Růžička Svoboda Szymański Veselý Wiśniewski Wójcik Zieliński',
    ),
  },
  {
    weight: 9,
    given: words(
      'Aarav Aditya Ananya Arjun Deepika Divya Fatima Farhan Gaurav Imran Ishaan Kavya Kiran Lakshmi Meera Naveen Neha Nikhil Priya Rahul Rohan Sanjay Shreya Sunita Varun Vikram Zainab',
    ),
    surnames: words(
      'Agarwal Ahmed Banerjee Bhat Chatterjee Chowdhury Das Desai Ghosh Gupta Iyer Jain Joshi Kapoor Khan Kulkarni Kumar Mehta Menon Mukherjee Nair Patel Pillai Rao Reddy Shah Sharma Singh Verma',
    ),
  },
  {
    weight: 4,
    surnameFirst: true,
    given: words(
      '健太=kenta 美咲=misaki 翔太=shota 陽菜=hina 大輔=daisuke 葵=aoi 直樹=naoki 由美=yumi 拓海=takumi さくら=sakura 悠斗=yuto 結衣=yui',
    ),
    surnames: words(
      '佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 渡辺=watanabe 伊藤=ito 山本=yamamoto 中村=nakamura 小林=kobayashi 加藤=kato 吉田=yoshida 松本=matsumoto',
    ),
  },
  {
    weight: 4,
    surnameFirst: true,
    given: words(
      '伟=wei 芳=fang 秀英=xiuying 敏=min 静=jing 强=qiang 磊=lei 洋=yang 艳=yan 勇=yong 杰=jie 丽娜=lina 志明=zhiming 晓梅=xiaomei',
    ),
    surnames: words(
      '王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 赵=zhao 黄=huang 周=zhou 吴=wu 徐=xu 孙=sun 胡=hu 朱=zhu 林=lin',
    ),
  },
  {
    weight: 3,
    given: words(
      'أحمد=ahmed محمد=mohamed فاطمة=fatima ليلى=layla يوسف=youssef مريم=mariam عمر=omar نور=nour خالد=khaled سارة=sara حسن=hassan زينب=zeinab',
    ),
    surnames: words(
      'الحسن=alhassan المصري=elmasry حداد=haddad خوري=khoury نجار=najjar السيد=elsayed منصور=mansour قاسم=qassem سليمان=suleiman الشامي=alshami',
    ),
  },
  {
    weight: 5,
    given: words(
      'Adaeze Amara Babajide Chidi Chiamaka Efua Femi Folasade Ifeoma Kofi Kwame Lindiwe Naledi Ngozi Oluwaseun Sipho Thandiwe Tunde Uche Yaa Zanele Zuri',
    ),
    surnames: words(
      "Abiola Achebe Adeyemi Agyeman Asante Balogun Boateng Chukwu Diallo Dlamini Eze Kamau Khumalo Mbeki Mensah Mwangi N'Diaye=ndiaye Nkosi Nwosu Obi Okafor Okonkwo Osei Owusu Traoré",
    ),
  },
  {
    weight: 2,
    given: words('Ayşe Can Cem Deniz Elif Emre Mehmet Ömer Şule Zeynep'),
    surnames: words('Yılmaz=yilmaz Kaya Demir Şahin Çelik Öztürk Aydın=aydin Doğan Arslan'),
  },
  {
    weight: 1,
    given: words('Θεοδώρα=theodora Γιώργος=giorgos Δήμητρα=dimitra Νίκος=nikos Ελένη=eleni'),
    surnames: words('Παπαδόπουλος=papadopoulos Γεωργίου=georgiou Νικολάου=nikolaou Βλάχος=vlachos'),
  },
  {
    weight: 2,
    given: words('Олена=olena Андрій=andrii Тарас=taras Ірина=iryna Оксана=oksana Богдан=bohdan'),
    surnames: words('Шевченко=shevchenko Коваленко=kovalenko Бондар=bondar Ткаченко=tkachenko Мельник=melnyk'),
  },
  {
    weight: 3,
    given: words('João Gonçalo Inês Conceição Tiago Beatriz Rui Catarina Luís Mafalda'),
    surnames: words('Silva Araújo Gonçalves Magalhães Pereira Simões Brandão Teixeira Conceição'),
  },
  {
    weight: 2,
    given: words('Siobhán Aoife Niamh Caoimhe Eoin Oisín Pádraig Róisín'),
    surnames: words("O'Brien O'Connor McCarthy Byrne Gallagher Ó_Súilleabháin=osuilleabhain Doyle"),
  },
  {
    weight: 2,
    surnameFirst: true,
    given: words('Anh Hùng Hương Linh Minh Ngọc Thảo Tuấn Vy'),
    surnames: words('Nguyễn Trần Phạm Lê Hoàng Đặng=dang Bùi'),
  },
]

const WEIGHTED = CULTURES.flatMap((culture) => Array<Culture>(culture.weight).fill(culture))

const latin = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z-]/g, '')
    .toLowerCase()

const spell = (word: string): { shown: string; mail: string } => {
  const [shown = word, mail] = word.split('=')
  return { shown: shown.replace('_', ' '), mail: mail ?? latin(shown) }
}

type PersonName = {
  givenName: string
  surname: string
  familiarName: string
  displayName: string
  abbreviatedName: string
  /** `first.last`, lower case, Latin. */
  mailbox: string
}

export const drawName = (random: Random): PersonName => {
  const culture = random.pick(WEIGHTED)
  const given = spell(random.pick(culture.given))
  let surname = spell(random.pick(culture.surnames))
  if (!culture.surnameFirst && random.chance(0.08)) {
    const second = spell(random.pick(culture.surnames))
    if (second.shown !== surname.shown) {
      surname = { shown: `${surname.shown}-${second.shown}`, mail: `${surname.mail}-${second.mail}` }
    }
  }
  const parts = culture.surnameFirst ? [surname.shown, given.shown] : [given.shown, surname.shown]
  return {
    givenName: given.shown,
    surname: surname.shown,
    familiarName: given.shown,
    displayName: parts.join(' '),
    abbreviatedName: parts.map((part) => part.charAt(0)).join(''),
    mailbox: `${given.mail}.${surname.mail}`,
  }
}
